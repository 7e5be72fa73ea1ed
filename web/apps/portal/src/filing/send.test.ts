// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Draft, emptyDraft, keepDraft, keptDraft } from "./draft.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A server that files once per key, as Hemu's does, and that may lose its answers. */
class FakeServer {
  filed = new Map<string, string>();
  losesAnswers = false;
  answer = async (request: Request): Promise<Response> => {
    const key = request.headers.get("idempotency-key") ?? "";
    const text = await request.text();
    const before = this.filed.get(key);
    this.filed.set(key, before ?? text);
    if (this.losesAnswers) {
      throw new TypeError("network");
    }
    return before !== undefined && before !== text
      ? Response.json({ status: 409, code: "key_reused", detail: "", detail_en: "" }, { status: 409 })
      : Response.json(
          { id: "1", number: "20260302-00000001", stage: "new", version: 1, tracking_code: "ABCD2345" },
          { status: 201 },
        );
  };
}

let server: FakeServer;
let noteSending: typeof import("./send.ts")["noteSending"];
let send: typeof import("./send.ts")["send"];

beforeEach(async () => {
  server = new FakeServer();
  vi.stubGlobal("fetch", (request: Request) => server.answer(request));
  // Relative addresses have no base outside a browser.
  vi.stubGlobal(
    "Request",
    class extends Request {
      constructor(input: string, init?: RequestInit) {
        // jsdom's AbortSignal is not the one of Node's Request.
        super(new URL(input, "http://hemu.test"), { ...init, signal: null });
      }
    },
  );
  // The client takes `fetch` when it is made: make it anew.
  vi.resetModules();
  ({ noteSending, send } = await import("./send.ts"));
});

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

function filledIn(message: string): Draft {
  return { ...emptyDraft(), message, nature: "help", places: ["city", "district", "street"] };
}

test("a lost answer does not file twice", async () => {
  const draft = noteSending(filledIn("水管漏水"));
  server.losesAnswers = true;
  await expect(send(draft)).rejects.toMatchObject({ problem: { code: "network" } });
  server.losesAnswers = false;
  await expect(send(draft)).resolves.toEqual({
    number: "20260302-00000001",
    code: "ABCD2345",
    earlier: false,
  });
  expect(server.filed.size).toBe(1);
});

test("a text changed after a lost answer gets the receipt of what had arrived, and is told so", async () => {
  const draft = noteSending(filledIn("水管漏水"));
  server.losesAnswers = true;
  await expect(send(draft)).rejects.toBeDefined();
  server.losesAnswers = false;
  const changed = noteSending({ ...draft, message: "水管漏水，三天了" });
  await expect(send(changed)).resolves.toMatchObject({ earlier: true });
  expect(server.filed.size).toBe(1);
});

test("a draft comes back whole, and not after seven days", () => {
  const draft = noteSending(filledIn("路灯不亮"));
  keepDraft(draft, 0);
  expect(keptDraft(7 * DAY_MS)).toEqual(draft);
  expect(keptDraft(7 * DAY_MS + 1)).toBeUndefined();
  expect(localStorage.length).toBe(0);
});

test("a broken draft is no draft", () => {
  localStorage.setItem("hemu.draft", "{");
  expect(keptDraft()).toBeUndefined();
  localStorage.setItem("hemu.draft", JSON.stringify({ kept_at: 0, message: 5, places: "x", sent: [{}] }));
  expect(keptDraft(1)).toBeUndefined();
});
