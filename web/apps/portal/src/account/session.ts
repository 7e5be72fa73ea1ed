// Who is signed in. Asked for only where somebody signed in before, so that others load nothing more.
import { ApiError, client, type Schemas, unwrap } from "@hemu/api";
import { forget, keep, kept } from "../keep.ts";

export type Account = Schemas["AccountOwnView"];

const NAME = "hemu.signed_in";
let csrf = "";

// Every command shows the token once it is known; without an account there is none.
client.use({
  onRequest({ request }) {
    if (csrf !== "" && request.method === "POST") {
      request.headers.set("X-CSRF-Token", csrf);
    }
    return request;
  },
});

/** The account, or nothing when nobody is signed in. */
export async function account(): Promise<Account | undefined> {
  if (kept("localStorage", NAME) !== true) {
    return undefined;
  }
  try {
    const found = await unwrap(client.GET("/api/v1/portal/account"));
    csrf = found.csrf_token;
    return found;
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 401) {
      signedOut();
      return undefined;
    }
    throw error;
  }
}

export async function signIn(phone: string, code: string): Promise<Account | undefined> {
  await unwrap(client.POST("/api/v1/portal/account/session", { body: { phone, code } }));
  keep("localStorage", NAME, true);
  return account();
}

export function signedOut(): void {
  csrf = "";
  forget("localStorage", NAME);
}

/** What every command of the account carries; its `X-CSRF-Token` is the one known now. */
export function headers(): { "Idempotency-Key": string; "X-CSRF-Token": string } {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  const key = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { "Idempotency-Key": key, "X-CSRF-Token": csrf };
}
