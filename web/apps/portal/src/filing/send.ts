// Sending a draft so that it is filed once, however often the network breaks in between.
import { ApiError, client, unwrap } from "@hemu/api";
import { bodyOf, type Draft, type RequestBody } from "./draft.ts";

export type Receipt = {
  number: string;
  code: string;
  /** An earlier attempt had arrived; what was changed since is not part of it. */
  earlier: boolean;
};

const PATIENCE_MS = 30_000;
const SENT_MAX = 5;

/** The draft with what is about to be sent noted in it: to be kept before sending, as the page may die meanwhile. */
export function noteSending(draft: Draft): Draft {
  const body = bodyOf(draft);
  const others = draft.sent.filter((one) => !same(one, body));
  return { ...draft, sent: [...others, body].slice(-SENT_MAX) };
}

export async function send(draft: Draft): Promise<Receipt> {
  const body = bodyOf(draft);
  try {
    return { ...(await post(body, draft.key)), earlier: false };
  } catch (error) {
    if (!(error instanceof ApiError && error.problem.code === "key_reused")) {
      throw error;
    }
    // An attempt whose answer was lost did arrive, with another text. Ask for its receipt.
    for (const before of draft.sent.filter((one) => !same(one, body)).reverse()) {
      try {
        return { ...(await post(before, draft.key)), earlier: true };
      } catch (again) {
        if (!(again instanceof ApiError && again.problem.code === "key_reused")) {
          throw again;
        }
      }
    }
    throw error;
  }
}

async function post(body: RequestBody, key: string): Promise<{ number: string; code: string }> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const filed = await unwrap(
      client.POST("/api/v1/portal/requests", {
        params: { header: { "Idempotency-Key": key } },
        body,
        signal: patience.signal,
      }),
    );
    return { number: filed.number, code: filed.tracking_code };
  } finally {
    clearTimeout(timer);
  }
}

function same(one: RequestBody, other: RequestBody): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
