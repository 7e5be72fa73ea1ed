// What of the steps the server offers is the reader's, and which comes first.
import type { Schemas } from "@hemu/api";
import { actionOf, type Group, groupOf } from "./codes.ts";

type Offer = Schemas["ActionView"];

/** The sentence for a step that belongs to another post; the server sends no code with it. */
const OTHER_POST = "your post does not include this action";

/** Whether a step is refused because it is another post's: who does it says more than the refusal. */
export function ofOtherPost(offer: Offer): boolean {
  return !offer.allowed && offer.reason_en === OTHER_POST;
}

export interface Sorted {
  /** Possible now, by group. */
  now: Record<Group, Offer[]>;
  /** Of the reader's post, but not now. */
  later: Offer[];
  /** Of other posts. */
  others: Offer[];
}

/** Steps that nobody at this desk has a form for are left out. */
export function sortOffers(offers: readonly Offer[]): Sorted {
  const sorted: Sorted = { now: { work: [], ask: [], requester: [], decision: [] }, later: [], others: [] };
  for (const offer of offers.filter((one) => actionOf(one.action))) {
    if (offer.allowed) {
      sorted.now[groupOf(offer.action)].push(offer);
    } else if (ofOtherPost(offer)) {
      sorted.others.push(offer);
    } else {
      sorted.later.push(offer);
    }
  }
  return sorted;
}

/** Steps that take a request forward, in the order in which they come. */
const FORWARD = ["dispatch", "sign", "log_contact", "reply", "resume", "call_back", "close"];

/** The step that comes next for this reader; none where they only look on. */
export function mainStep(
  request: Pick<Schemas["RequestPage"], "actions" | "clocks" | "round">,
): string | undefined {
  const allowed = new Set(request.actions.filter((offer) => offer.allowed).map((offer) => offer.action));
  const contacted = request.clocks.some(
    (clock) => clock.kind === "contact" && clock.round === request.round && clock.stopped_at,
  );
  // Once the requester was contacted, the reply is what is waited for.
  const order = contacted ? FORWARD.filter((action) => action !== "log_contact") : FORWARD;
  // Closing becomes possible when the call-back is done, which is then not possible any more.
  return order.find((action) => allowed.has(action));
}
