import type { Schemas } from "@hemu/api";

/** The reply clock of the current round: the one that more time would extend. */
export function replyClock(
  request: Pick<Schemas["RequestPage"], "clocks" | "round">,
): Schemas["ClockView"] | undefined {
  return request.clocks.findLast((clock) => clock.kind === "reply" && clock.round === request.round);
}
