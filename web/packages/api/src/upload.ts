// Sending a file in chunks after tus 1.0.0 (core and creation), so that a network that breaks costs one chunk and not
// the file. Our own, for these lines are all of it: tus-js-client would be the largest script of the portal.
import { ApiError, type Problem } from "./index.ts";

/** Where uploads go, and what proves that one may. */
export interface UploadTarget {
  /** The address of the collection, such as `/api/v1/requests/…/uploads`. */
  uploads: string;
  headers: () => Record<string, string>;
}

export interface UploadWishes {
  /** The `Idempotency-Key` of this upload. */
  key: string;
  audience?: "staff" | "resident_and_staff";
  /** Where an earlier try began it. */
  place?: string | undefined;
  onPlace?: (place: string) => void;
  onSent?: (bytes: number) => void;
  signal?: AbortSignal;
  /** Wait after so many failures; longer each time when left out. */
  pause?: (failures: number) => Promise<unknown>;
}

const CHUNK_MAX = 256 * 1024;
const CHUNK_MIN = 32 * 1024;
const FAILURES_MAX = 5;
const PATIENCE_MS = 55_000;

/** Send a file. Goes on where an earlier try broke off. Throws `ApiError`; status 0 means that trying later may help. */
export async function upload(target: UploadTarget, file: File, wishes: UploadWishes): Promise<string> {
  let place = wishes.place;
  let offset: number | undefined;
  let size = CHUNK_MAX;
  let failures = 0;
  for (;;) {
    wishes.signal?.throwIfAborted();
    try {
      if (place !== undefined && offset === undefined) {
        const state = await call(target, "HEAD", place, {}, undefined, wishes.signal);
        // Forgotten after a day: begin anew.
        place = state.status === 404 ? undefined : place;
        offset = state.ok ? offsetIn(state) : undefined;
      }
      if (place === undefined) {
        const begun = await begin(target, file, wishes);
        place = begun.headers.get("Location") ?? "";
        offset = offsetIn(begun);
        wishes.onPlace?.(place);
      }
      offset ??= 0;
      wishes.onSent?.(offset);
      const chunk = file.slice(offset, offset + size);
      const headers = { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
      const answer = await call(target, "PATCH", place, headers, chunk, wishes.signal);
      offset = offsetIn(answer);
      wishes.onSent?.(offset);
      failures = 0;
      if (answer.status === 204 && offset === file.size) {
        return place.slice(place.lastIndexOf("/") + 1);
      }
    } catch (error) {
      wishes.signal?.throwIfAborted();
      failures += 1;
      if (!mayPass(error) || FAILURES_MAX <= failures) {
        throw error;
      }
      // A slow network gets smaller chunks; where it stands is asked anew.
      size = Math.max(CHUNK_MIN, size / 2);
      offset = undefined;
      await (wishes.pause ?? pause)(failures);
    }
  }
}

function pause(failures: number): Promise<unknown> {
  return new Promise((done) => setTimeout(done, 500 * 2 ** failures));
}

function begin(target: UploadTarget, file: File, wishes: UploadWishes): Promise<Response> {
  const metadata = [`filename ${base64(file.name)}`];
  if (wishes.audience !== undefined) {
    metadata.push(`audience ${base64(wishes.audience)}`);
  }
  const headers = {
    "Upload-Length": String(file.size),
    "Upload-Metadata": metadata.join(","),
    "Idempotency-Key": wishes.key,
  };
  return call(target, "POST", target.uploads, headers, undefined, wishes.signal);
}

async function call(
  target: UploadTarget,
  method: string,
  address: string,
  headers: Record<string, string>,
  body: Blob | undefined,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const patience = new AbortController();
  const stop = () => patience.abort();
  const timer = setTimeout(stop, PATIENCE_MS);
  signal?.addEventListener("abort", stop);
  let answer: Response;
  try {
    answer = await fetch(address, {
      method,
      credentials: "same-origin",
      headers: { ...target.headers(), ...headers, "Tus-Resumable": "1.0.0" },
      body: body ?? null,
      signal: patience.signal,
    });
  } catch {
    throw new ApiError(broken(0));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
  const elsewhere = answer.status === 409 && answer.headers.has("Upload-Offset");
  if (answer.ok || elsewhere || (method === "HEAD" && answer.status === 404)) {
    return answer;
  }
  const said: unknown = await answer.json().catch(() => undefined);
  const isProblem = typeof said === "object" && said !== null && "code" in said && "detail" in said;
  throw new ApiError(isProblem ? (said as Problem) : broken(answer.status));
}

function offsetIn(answer: Response): number {
  return Number(answer.headers.get("Upload-Offset") ?? 0);
}

function mayPass(error: unknown): boolean {
  return error instanceof ApiError && (error.problem.status === 0 || 500 <= error.problem.status);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function broken(status: number): Problem {
  return {
    status,
    code: "network",
    detail: "网络中断，恢复后会从中断处继续",
    detail_en: "the network broke off; it goes on from there once it is back",
  };
}
