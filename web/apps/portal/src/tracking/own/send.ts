// Sending what a resident does with their own request: once, however often the network breaks in between.
import { ApiError, client, unwrap } from "@hemu/api";
import type { OwnDraft } from "./draft.ts";

const PATIENCE_MS = 30_000;

/** Whether an earlier attempt had arrived, so that what was changed since is not part of it. */
export async function sendOwn(draft: OwnDraft, code: string): Promise<{ earlier: boolean }> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    await unwrap(post(draft, code, patience.signal));
    return { earlier: false };
  } catch (error) {
    // The key is this draft's own: that it was used means that an attempt whose answer was lost had arrived.
    if (error instanceof ApiError && error.problem.code === "key_reused") {
      return { earlier: true };
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function post(draft: OwnDraft, code: string, signal: AbortSignal) {
  const params = { path: { number: draft.number }, header: { "Idempotency-Key": draft.key } };
  const plain = { params, body: { code, text: draft.text }, signal };
  switch (draft.action) {
    case "supplement":
      return client.POST("/api/v1/portal/requests/{number}/supplements", plain);
    case "urge":
      return client.POST("/api/v1/portal/requests/{number}/urgings", plain);
    case "withdraw":
      return client.POST("/api/v1/portal/requests/{number}/withdrawal", plain);
    case "reopen":
      return client.POST("/api/v1/portal/requests/{number}/reopening", plain);
    case "complain":
      return client.POST("/api/v1/portal/requests/{number}/complaints", {
        params,
        body: { code, reason: draft.reason, text: draft.text },
        signal,
      });
    case "right":
      return client.POST("/api/v1/portal/requests/{number}/rights", {
        params,
        body: { code, right: draft.right, text: draft.text },
        signal,
      });
    case "rate":
      return client.POST("/api/v1/portal/requests/{number}/rating", {
        params,
        body: {
          code,
          contacted: draft.contacted,
          solved: draft.solved,
          satisfied: Number(draft.satisfied),
          words: draft.text,
        },
        signal,
      });
  }
}
