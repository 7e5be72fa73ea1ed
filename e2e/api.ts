// The API as the stories need it: one signed-in person, each command with its token, key and version seen.
import { randomUUID } from "node:crypto";
import { type APIRequestContext, type APIResponse, expect, request } from "@playwright/test";

import { freshCode } from "./totp.ts";

export const PASSWORD = "Qing-Quan-2026";

export type Head = { id: string; number: string; stage: string; version: number };
export type Receipt = { number: string; code: string };
export type Named = { id: string; name: string };
export type Matter = Named & { code: string; on_the_spot: boolean };
export type Division = Named & { level: string };
export type Line = { id: string; number: string; stage: string };
export type CasePage = Head & {
  round: number;
  asks: { id: string; kind: string; state: string }[];
  clocks: { kind: string; due_at: string | null; stopped_at: string | null }[];
  actions: { action: string; allowed: boolean; reason?: string }[];
};
export type Tracked = {
  number: string;
  stage: string;
  ending: string | null;
  lead: string | null;
  message: string | null;
  steps: { action: string; at: string; text: string | null }[];
};

/** A member of staff, signed in over the API. */
export class Staff {
  private constructor(
    readonly login: string,
    private readonly context: APIRequestContext,
    private readonly csrf: string,
  ) {}

  static async signIn(baseURL: string, login: string): Promise<Staff> {
    const context = await request.newContext({ baseURL });
    const signedIn = await context.post("/api/v1/session", { data: { login, password: PASSWORD } });
    expect(signedIn.ok(), await signedIn.text()).toBe(true);
    const session = (await (await context.get("/api/v1/session")).json()) as { csrf_token: string; code_wanted: boolean };
    const staff = new Staff(login, context, session.csrf_token);
    if (session.code_wanted) {
      const given = await staff.send("/api/v1/session/second-factor", { code: await freshCode(login) });
      expect(given.ok(), await given.text()).toBe(true);
    }
    return staff;
  }

  /** The session, for a browser to go on with. */
  state() {
    return this.context.storageState();
  }

  async signOut(): Promise<void> {
    await this.context.dispose();
  }

  get(path: string): Promise<APIResponse> {
    return this.context.get(path);
  }

  async read<T>(path: string): Promise<T> {
    return read<T>(await this.get(path));
  }

  /** Send a command as it is, whatever the answer. */
  send(path: string, data: unknown, version?: number, key: string = randomUUID()): Promise<APIResponse> {
    const seen: Record<string, string> = version === undefined ? {} : { "If-Match": `"${version}"` };
    return this.context.post(path, { data, headers: { "X-CSRF-Token": this.csrf, "Idempotency-Key": key, ...seen } });
  }

  /** Do something to a request as it stands now. */
  async act(id: string, action: string, data: unknown): Promise<Head> {
    const { version } = await this.case(id);
    return read<Head>(await this.send(`/api/v1/requests/${id}/${action}`, data, version));
  }

  case(id: string): Promise<CasePage> {
    return this.read<CasePage>(`/api/v1/requests/${id}`);
  }

  async find(number: string): Promise<string> {
    const { items } = await this.read<{ items: Line[] }>("/api/v1/worklist?limit=100");
    const found = items.find((line) => line.number === number);
    expect(found, `${this.login} sees ${number} in the worklist`).toBeDefined();
    return found?.id ?? "";
  }

  async matter(code: string): Promise<Matter> {
    const { matters } = await this.read<{ matters: Matter[] }>("/api/v1/catalogue/matters");
    return named(matters, (one) => one.code === code);
  }

  /** The identifier of an account, for those who may read accounts. */
  async account(login: string): Promise<string> {
    type Account = { id: string; login: string };
    const all = await this.read<Account[]>(`/api/v1/organisation/accounts?after=${login.slice(0, -1)}`);
    const found = all.find((one) => one.login === login);
    expect(found, `there is an account ${login}`).toBeDefined();
    return found?.id ?? "";
  }

  async unit(name: string): Promise<Named> {
    return named(await this.read<Named[]>("/api/v1/organisation/units"), (one) => one.name === name);
  }
}

/** A resident, who has no account. */
export class Resident {
  constructor(private readonly context: APIRequestContext) {}

  /** The first community of the city. */
  async community(): Promise<Division> {
    let inside: Division[] = await this.divisions();
    for (const level of ["city", "district", "street_town"]) {
      const first = inside[0];
      expect(first?.level).toBe(level);
      inside = await this.divisions(first?.id);
    }
    return named(inside, () => true);
  }

  async divisions(parent?: string): Promise<Division[]> {
    const query = parent === undefined ? "" : `?parent=${parent}`;
    return read<Division[]>(await this.context.get(`/api/v1/portal/divisions${query}`));
  }

  async file(message: string, more: Record<string, unknown> = {}): Promise<Receipt> {
    const { id: division } = await this.community();
    const filed = await this.context.post("/api/v1/portal/requests", {
      data: { nature: "help", division, message, ...more },
      headers: { "Idempotency-Key": randomUUID() },
    });
    const { number, tracking_code: code } = await read<{ number: string; tracking_code: string }>(filed);
    return { number, code };
  }

  async track(receipt: Receipt): Promise<Tracked> {
    return read<Tracked>(await this.context.post("/api/v1/portal/track", { data: receipt }));
  }
}

async function read<T>(answer: APIResponse): Promise<T> {
  expect(answer.ok(), `${answer.url()} answers ${answer.status()}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

function named<T>(all: T[], which: (one: T) => boolean): T {
  const found = all.find(which);
  if (found === undefined) {
    throw new Error("the demo city has no such thing");
  }
  return found;
}
