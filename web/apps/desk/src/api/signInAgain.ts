// When the session ends in the middle of work, calls wait here until the person has signed in again over the page.
import { useSyncExternalStore } from "react";

interface Waiter {
  goOn: () => void;
  giveUp: (reason: unknown) => void;
}

let waiting: Waiter[] = [];
const watchers = new Set<() => void>();

function told() {
  for (const watcher of watchers) {
    watcher();
  }
}

/** Wait until the person has signed in again; fails when they give up. */
export function signedInAgain(): Promise<void> {
  return new Promise((goOn, giveUp) => {
    waiting = [...waiting, { goOn, giveUp }];
    told();
  });
}

/** The person has signed in: every waiting call goes on. */
export function resume() {
  const ready = waiting;
  waiting = [];
  told();
  for (const waiter of ready) {
    waiter.goOn();
  }
}

/** Whether a call waits for a sign-in. */
export function useSignInWanted(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => waiting.length > 0,
  );
}
