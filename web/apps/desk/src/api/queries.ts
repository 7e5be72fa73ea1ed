// What the desk reads, keyed by operation id.
import { ApiError, client, type Schemas, unwrap } from "@hemu/api";
import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { ask } from "./call.ts";

const RARELY = 5 * 60_000;

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Schemas["SessionView"] | null> => {
    try {
      return await unwrap(client.GET("/api/v1/session"));
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401) {
        return null;
      }
      throw error;
    }
  },
});

/** Who is signed in. The shell renders pages only for someone. */
export function useSession(): Schemas["SessionView"] {
  const { data } = useQuery(sessionQuery);
  if (!data) {
    throw new Error("a page was drawn without a session");
  }
  return data;
}

export function useRoles(): Set<string> {
  return new Set(useSession().posts.map((post) => post.role));
}

export const mySessionsQuery = queryOptions({
  queryKey: ["mySessions"],
  queryFn: () => ask(() => client.GET("/api/v1/session/sessions")),
});

export const myLeaveQuery = queryOptions({
  queryKey: ["myLeave"],
  queryFn: () => ask(() => client.GET("/api/v1/session/leave")),
});

export const colleaguesQuery = queryOptions({
  queryKey: ["colleagues"],
  queryFn: () => ask(() => client.GET("/api/v1/session/colleagues")),
});

export function accountQuery(account: string) {
  return queryOptions({
    queryKey: ["viewAccount", account],
    staleTime: 0,
    queryFn: () => ask(() => client.GET("/api/v1/accounts/{account}", { params: { path: { account } } })),
  });
}

export function accountRecordQuery(account: string) {
  return queryOptions({
    queryKey: ["accountRecord", account],
    staleTime: 0,
    queryFn: () =>
      ask(() => client.GET("/api/v1/accounts/{account}/record", { params: { path: { account } } })),
  });
}

export const noticesQuery = queryOptions({
  queryKey: ["myNotices"],
  queryFn: () => ask(() => client.GET("/api/v1/notices")),
});

export const mattersQuery = queryOptions({
  queryKey: ["matters"],
  staleTime: RARELY,
  queryFn: () => ask(() => client.GET("/api/v1/catalogue/matters")),
});

export const unitsQuery = queryOptions({
  queryKey: ["units"],
  staleTime: RARELY,
  queryFn: () => ask(() => client.GET("/api/v1/organisation/units")),
});

/** The divisions under one; without a parent the city. */
export function divisionsQuery(parent: string | undefined) {
  return queryOptions({
    queryKey: ["divisions", parent ?? ""],
    staleTime: RARELY,
    queryFn: () => ask(() => client.GET("/api/v1/organisation/divisions", { params: { query: { parent } } })),
  });
}

export function suggestQuery(text: string, division: string | undefined) {
  return queryOptions({
    queryKey: ["suggestMatters", text, division ?? ""],
    enabled: text.trim().length >= 4,
    staleTime: RARELY,
    placeholderData: keepPreviousData,
    queryFn: () => ask(() => client.POST("/api/v1/catalogue/suggest", { body: { text, division } })),
  });
}

export function requestQuery(request: string) {
  return queryOptions({
    queryKey: ["viewRequest", request],
    staleTime: 0,
    queryFn: () => ask(() => client.GET("/api/v1/requests/{request}", { params: { path: { request } } })),
  });
}

export function explainQuery(request: string, clock: string) {
  return queryOptions({
    queryKey: ["explainClock", request, clock],
    queryFn: () =>
      ask(() =>
        client.GET("/api/v1/requests/{request}/clocks/{clock}/explain", {
          params: { path: { request, clock } },
        }),
      ),
  });
}

export type Order = "newest" | "due";
export const QUEUES = [
  "waiting",
  "new",
  "dispatched",
  "handling",
  "resting",
  "replied",
  "closed",
  "all",
  "overdue",
] as const;
export type Queue = (typeof QUEUES)[number];

/** What a queue asks of the list. */
export function queueFilter(queue: Queue): { stage?: string; overdue?: boolean; waiting?: boolean } {
  switch (queue) {
    case "all":
      return {};
    case "waiting":
      return { waiting: true };
    case "resting":
      return { stage: "paused,parked" };
    case "overdue":
      return { overdue: true };
    default:
      return { stage: queue };
  }
}

export function casesQuery(queue: Queue, order: Order) {
  return infiniteQueryOptions({
    queryKey: ["listCases", "pages", queue, order],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      ask(() =>
        client.GET("/api/v1/worklist", {
          params: { query: { ...queueFilter(queue), order, limit: 100, after: pageParam || undefined } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** The latest hundred cases: where a number that was typed can be looked up, since the list has no search yet. */
export const recentQuery = queryOptions({
  queryKey: ["listCases", "recent"],
  queryFn: async () =>
    (await ask(() => client.GET("/api/v1/worklist", { params: { query: { limit: 100 } } }))).items,
});

export function countQuery(queue: Queue) {
  return queryOptions({
    queryKey: ["listCases", "count", queue],
    queryFn: async () =>
      (
        await ask(() =>
          client.GET("/api/v1/worklist", { params: { query: { ...queueFilter(queue), limit: 1 } } }),
        )
      ).count,
  });
}

export function numbersQuery(from: string, to: string) {
  return queryOptions({
    queryKey: ["numbersByUnit", from, to],
    placeholderData: keepPreviousData,
    queryFn: () => ask(() => client.GET("/api/v1/numbers/units", { params: { query: { from, to } } })),
  });
}

export const rightsQuery = infiniteQueryOptions({
  queryKey: ["listRights"],
  initialPageParam: "",
  queryFn: ({ pageParam }) =>
    ask(() => client.GET("/api/v1/rights", { params: { query: { after: pageParam || undefined } } })),
  getNextPageParam: (page) => page.next ?? undefined,
});

export interface LooksAsked {
  account?: string;
  case?: string;
  from?: string;
  before?: string;
}

export function looksQuery(asked: LooksAsked) {
  return infiniteQueryOptions({
    queryKey: ["listLooks", asked],
    // Asking is a look of its own: only the reader's own act asks again.
    staleTime: Number.POSITIVE_INFINITY,
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      ask(() =>
        client.GET("/api/v1/looks", { params: { query: { ...asked, after: pageParam || undefined } } }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function whyQuery(user: string, number: string) {
  return queryOptions({
    queryKey: ["explainAccess", user, number],
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: () =>
      ask(() => client.GET("/api/v1/access/explain", { params: { query: { user, case: number } } })),
  });
}

export const exportsQuery = queryOptions({
  queryKey: ["listExports"],
  // A job writes the file meanwhile.
  refetchInterval: (query) => (query.state.data?.own.some((one) => one.state === "approved") ? 3_000 : false),
  queryFn: () => ask(() => client.GET("/api/v1/exports")),
});

export const deadJobsQuery = queryOptions({
  queryKey: ["deadJobs"],
  queryFn: () => ask(() => client.GET("/api/v1/jobs/dead")),
});

export const choicesQuery = queryOptions({
  queryKey: ["noticeChoices"],
  queryFn: () => ask(() => client.GET("/api/v1/notices/choices")),
});

export type NoticeState = "waiting" | "sent" | "failed" | "given_up" | "no_way";

export function outboxQuery(state: NoticeState | undefined) {
  return infiniteQueryOptions({
    queryKey: ["outbox", state ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      ask(() =>
        client.GET("/api/v1/notices/outbox", { params: { query: { state, after: pageParam || undefined } } }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export const accountsQuery = infiniteQueryOptions({
  queryKey: ["accounts"],
  initialPageParam: "",
  queryFn: ({ pageParam }) =>
    ask(() =>
      client.GET("/api/v1/organisation/accounts", { params: { query: { after: pageParam || undefined } } }),
    ),
  getNextPageParam: (page) => (page.length < 100 ? undefined : page.at(-1)?.login),
});
