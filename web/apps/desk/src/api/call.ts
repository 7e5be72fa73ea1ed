// The two ways to talk to the server: `ask` reads, `command` changes. Both wait for a new sign-in on 401, and for a
// code of the second factor where the server wants one.
import { ApiError, type Schemas, unwrap } from "@hemu/api";
import { QueryClient } from "@tanstack/react-query";
import { signedInAgain } from "./signInAgain.ts";
import { steppedUp } from "./stepUp.ts";

type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.problem.status !== 0),
    },
  },
});

function failed(error: unknown, status: number, code?: string): boolean {
  return (
    error instanceof ApiError &&
    error.problem.status === status &&
    (code === undefined || error.problem.code === code)
  );
}

export async function ask<T>(make: () => Answer<T>): Promise<T> {
  try {
    return await unwrap(make());
  } catch (error) {
    if (failed(error, 403, "second_factor_needed")) {
      await steppedUp("give", error);
    } else if (failed(error, 403, "second_factor_not_enrolled")) {
      await steppedUp("enrol", error);
    } else if (failed(error, 401)) {
      await signedInAgain();
    } else {
      throw error;
    }
    return unwrap(make());
  }
}

export interface CommandHeaders {
  "X-CSRF-Token": string;
  "Idempotency-Key": string;
}

/** Carry out a command. `key` is kept by the form while the same thing is tried again. */
export async function command<T>(key: string, make: (headers: CommandHeaders) => Answer<T>): Promise<T> {
  const send = () => {
    const session = queryClient.getQueryData<Schemas["SessionView"]>(["session"]);
    return make({ "X-CSRF-Token": session?.csrf_token ?? "", "Idempotency-Key": key });
  };
  try {
    return await ask(send);
  } catch (error) {
    if (!failed(error, 403, "csrf")) {
      throw error;
    }
    // Signed in again in another tab: take the new token and go on.
    await queryClient.refetchQueries({ queryKey: ["session"] });
    return unwrap(send());
  }
}

/** The version in the form `If-Match` wants. */
export function ifMatch(version: number): string {
  return `"${version}"`;
}

/** Whether nothing can have been carried out, so that the next try is a new command. */
export function isDefinite(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status >= 400 && error.problem.status < 500;
}
