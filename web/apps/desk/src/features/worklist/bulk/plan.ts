// Doing the same to several cases: what may be done to which, told by each case itself.
import type { Schemas } from "@hemu/api";
import { type Action, type AskKind, decides, REASONS } from "../../request/actions/codes.ts";
import type { StepForm } from "../../request/actions/form.ts";

type Page = Schemas["RequestPage"];

/** How many cases are done at once, at most. */
export const BULK_MAX = 100;

export const BULK_KINDS = ["dispatch", "redispatch", "decide", "order", "urge"] as const;
export type BulkKind = (typeof BULK_KINDS)[number];

const BY_ROLE: Record<string, readonly BulkKind[]> = {
  dispatcher: ["dispatch", "redispatch", "decide", "urge"],
  supervisor: ["decide", "order"],
  unit_head: ["decide"],
  operator: ["urge"],
};

/** What people of these roles do to several cases at once. The server decides what each may do to which. */
export function bulkKindsOf(roles: readonly string[]): BulkKind[] {
  const kinds = new Set(roles.flatMap((role) => BY_ROLE[role] ?? []));
  return BULK_KINDS.filter((kind) => kinds.has(kind));
}

const DECISIONS = Object.keys(REASONS).map((kind) => `decide_${kind}`);

/** What would be done to one case, or why it cannot be done. */
export type Verdict =
  | { possible: true; action: Action }
  | { possible: false; why: "no_decision" | "review" | "other_kind" | { zh: string; en: string } };

const NOT_NOW = { zh: "当前阶段不能这样办理", en: "this is not possible in its stage" };

/** An answer to an order waits as well, but is read before it is accepted. */
function nothingToDecide(page: Pick<Page, "actions">): "no_decision" | "review" {
  const answered = page.actions.some((offer) => offer.action === "review_order" && offer.allowed);
  return answered ? "review" : "no_decision";
}

/** Read from the case's own list of steps. Of several decisions it is the first that this reader may take. */
export function judge(page: Pick<Page, "actions">, kind: BulkKind): Verdict {
  const wanted = kind === "decide" ? DECISIONS : [kind];
  const offers = page.actions.filter((offer) => wanted.includes(offer.action));
  const offer = offers.find((one) => one.allowed) ?? offers[0];
  if (!offer) {
    return { possible: false, why: kind === "decide" ? nothingToDecide(page) : NOT_NOW };
  }
  return offer.allowed
    ? { possible: true, action: offer.action as Action }
    : { possible: false, why: { zh: offer.reason ?? "", en: offer.reason_en ?? "" } };
}

/** The kinds of asks that would be decided, the most frequent first. */
export function kindsToDecide(verdicts: readonly Verdict[]): AskKind[] {
  const count = new Map<AskKind, number>();
  for (const verdict of verdicts) {
    const kind = verdict.possible ? decides(verdict.action) : undefined;
    if (kind) {
      count.set(kind, (count.get(kind) ?? 0) + 1);
    }
  }
  return [...count].sort((a, b) => b[1] - a[1]).map(([kind]) => kind);
}

/** One reason cannot be right for asks of different kinds: only those of one kind are decided together. */
export function onlyKind(verdict: Verdict, kind: AskKind | undefined): Verdict {
  return verdict.possible && kind && decides(verdict.action) !== kind
    ? { possible: false, why: "other_kind" }
    : verdict;
}

/** The form for one case: its own matter comes before the one chosen for all. */
export function formFor(page: Pick<Page, "matter">, action: Action, form: StepForm): StepForm {
  return action === "dispatch" || action === "redispatch"
    ? { ...form, matter: page.matter?.id ?? form.matter }
    : { ...form, precedent: decides(action) ? false : form.precedent };
}

export type ItemState = "waiting" | "running" | "done" | "refused" | "unknown";

export interface Item {
  page: Page;
  action: Action;
  /** Kept while the same thing is tried again, so that nothing is done twice. */
  key: string;
  state: ItemState;
  why?: string;
}

/** What is still to be done: never begun, or begun without an answer. */
export function isLeft(item: Pick<Item, "state">): boolean {
  return item.state === "waiting" || item.state === "unknown";
}

export interface Tally {
  done: number;
  refused: number;
  left: number;
}

export function tally(items: readonly Pick<Item, "state">[]): Tally {
  return {
    done: items.filter((item) => item.state === "done").length,
    refused: items.filter((item) => item.state === "refused").length,
    left: items.filter(isLeft).length,
  };
}

/** Run a few at a time and keep the order. */
export async function inTurns<T, R>(
  all: readonly T[],
  width: number,
  run: (one: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(all.length);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) {
      results[at] = await run(all[at] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, all.length) }, worker));
  return results;
}
