// What supervision, re-audits and the care of the catalogue read, keyed by operation id.
import { client } from "@hemu/api";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "./call.ts";

const MINUTE = 60_000;

export function boardQuery(division: string | undefined) {
  return queryOptions({
    queryKey: ["supervisionBoard", division ?? ""],
    refetchInterval: MINUTE,
    placeholderData: keepPreviousData,
    queryFn: () => ask(() => client.GET("/api/v1/supervision/board", { params: { query: { division } } })),
  });
}

export function repeatsQuery(days: number) {
  return queryOptions({
    queryKey: ["repeatedMatters", days],
    refetchInterval: 5 * MINUTE,
    placeholderData: keepPreviousData,
    queryFn: () => ask(() => client.GET("/api/v1/supervision/repeats", { params: { query: { days } } })),
  });
}

/** The parameters of a list behind a number of the board, as the board gave them. */
export interface Narrowed {
  open?: boolean;
  stage?: string;
  lead?: string;
  division?: string;
  colour?: string;
  age?: string;
  merged?: boolean;
  asks?: string;
  urged_days?: number;
}

export function readList(list: string): Narrowed {
  const given = new URLSearchParams(list);
  const text = (key: string) => given.get(key) ?? undefined;
  return {
    open: given.get("open") === "true",
    stage: text("stage"),
    lead: text("lead"),
    division: text("division"),
    colour: text("colour"),
    age: text("age"),
    merged: given.get("merged") === "true",
    asks: text("asks"),
    urged_days: given.has("urged_days") ? Number(given.get("urged_days")) : undefined,
  };
}

export function narrowedQuery(list: string) {
  return infiniteQueryOptions({
    queryKey: ["listCases", "narrowed", list],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      ask(() =>
        client.GET("/api/v1/worklist", {
          params: { query: { ...readList(list), order: "due", limit: 100, after: pageParam || undefined } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export const reAuditsQuery = queryOptions({
  queryKey: ["listReAudits"],
  queryFn: () => ask(() => client.GET("/api/v1/re-audits")),
});

export function reAuditQuery(id: string) {
  return queryOptions({
    queryKey: ["viewReAudit", id],
    staleTime: 0,
    refetchInterval: MINUTE,
    queryFn: () =>
      ask(() => client.GET("/api/v1/re-audits/{re_audit}", { params: { path: { re_audit: id } } })),
  });
}

export const precedentsQuery = queryOptions({
  queryKey: ["precedents"],
  queryFn: () => ask(() => client.GET("/api/v1/catalogue/precedents")),
});

export function compareQuery(from: number, to: number) {
  return queryOptions({
    queryKey: ["compareCatalogue", from, to],
    queryFn: () => ask(() => client.GET("/api/v1/catalogue/compare", { params: { query: { from, to } } })),
  });
}

export const limitsQuery = queryOptions({
  queryKey: ["limits"],
  queryFn: () => ask(() => client.GET("/api/v1/limits")),
});
