// When something needs a fresh code of the second factor, the call waits here until the person has given one, or
// has turned the second factor on.
import { useSyncExternalStore } from "react";

export type StepUp = "give" | "enrol";

interface Waiter {
  goOn: () => void;
  giveUp: (reason: unknown) => void;
  reason: unknown;
}

let wanted: StepUp | null = null;
let waiting: Waiter[] = [];
const watchers = new Set<() => void>();

function settle(how: (waiter: Waiter) => void) {
  const ready = waiting;
  waiting = [];
  wanted = null;
  for (const watcher of watchers) {
    watcher();
  }
  for (const waiter of ready) {
    how(waiter);
  }
}

/** Wait for a code; fails with `reason` when the person gives up. */
export function steppedUp(kind: StepUp, reason: unknown): Promise<void> {
  return new Promise((goOn, giveUp) => {
    waiting = [...waiting, { goOn, giveUp, reason }];
    wanted = kind;
    for (const watcher of watchers) {
      watcher();
    }
  });
}

/** The code was given: every waiting call goes on. */
export function goOn() {
  settle((waiter) => waiter.goOn());
}

/** No code will be given: every waiting call fails as it did. */
export function giveUp() {
  settle((waiter) => waiter.giveUp(waiter.reason));
}

export function useStepUp(): StepUp | null {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => wanted,
  );
}
