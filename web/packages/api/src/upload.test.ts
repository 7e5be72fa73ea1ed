import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "./index.ts";
import { upload } from "./upload.ts";

// A server that speaks as much tus as an upload needs, and breaks when it is told to.
class Server {
  bytes = 0;
  length = 0;
  begun = 0;
  calls = 0;
  /** How many calls from now on never arrive, and how many answers are lost. */
  broken = 0;
  lost = 0;
  refuse = "";

  answer = async (address: string | URL | Request, init?: RequestInit): Promise<Response> => {
    this.calls += 1;
    if (0 < this.broken) {
      this.broken -= 1;
      throw new TypeError("the network failed");
    }
    const answer = await this.take(String(address), init ?? {});
    if (0 < this.lost) {
      this.lost -= 1;
      throw new TypeError("the answer was lost");
    }
    return answer;
  };

  private async take(address: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (init.method === "POST") {
      this.begun = 1;
      this.length = Number(headers.get("Upload-Length"));
      return this.state(201, { Location: `${address}/01UPLOAD` });
    }
    if (init.method === "HEAD") {
      return this.begun === 0 ? new Response(null, { status: 404 }) : this.state(200);
    }
    if (Number(headers.get("Upload-Offset")) !== this.bytes) {
      return this.state(409);
    }
    if (this.refuse !== "") {
      const problem = { status: 422, code: this.refuse, detail: "不支持", detail_en: "not taken" };
      return new Response(JSON.stringify(problem), { status: 422 });
    }
    this.bytes += init.body instanceof Blob ? init.body.size : 0;
    return this.state(204);
  }

  private state(status: number, more: Record<string, string> = {}): Response {
    const headers = { "Upload-Offset": String(this.bytes), "Upload-Length": String(this.length), ...more };
    return new Response(null, { status, headers });
  }
}

const pause = async () => {};
const target = { uploads: "/uploads", headers: () => ({}) };
const file = new File([new Uint8Array(600 * 1024)], "井盖.jpg");
let server: Server;

beforeEach(() => {
  server = new Server();
  vi.stubGlobal("fetch", server.answer);
});
afterEach(() => vi.unstubAllGlobals());

test("a file goes in chunks of 256 KiB and says how far it has come", async () => {
  const sent: number[] = [];
  const id = await upload(target, file, { key: "k", pause, onSent: (bytes) => sent.push(bytes) });
  expect(id).toBe("01UPLOAD");
  expect(server.bytes).toBe(file.size);
  expect(new Set(sent)).toEqual(new Set([0, 256 * 1024, 512 * 1024, file.size]));
});

test("a network that breaks and answers that are lost cost a chunk, not the file", async () => {
  server.broken = 2;
  const whole = upload(target, file, {
    key: "k",
    pause,
    onSent: (bytes) => {
      if (bytes === 0 && server.lost === 0 && server.calls < 6) {
        server.lost = 1;
      }
    },
  });
  await expect(whole).resolves.toBe("01UPLOAD");
  expect(server.bytes).toBe(file.size);
});

test("an upload of an earlier visit goes on where it broke off", async () => {
  Object.assign(server, { begun: 1, bytes: 512 * 1024, length: file.size });
  const place = vi.fn();
  await upload(target, file, { key: "k", pause, place: "/uploads/01UPLOAD", onPlace: place });
  expect(place).not.toHaveBeenCalled();
  expect(server.bytes).toBe(file.size);
});

test("one that was forgotten meanwhile begins anew", async () => {
  const place = vi.fn();
  await upload(target, file, { key: "k", pause, place: "/uploads/01OLD", onPlace: place });
  expect(place).toHaveBeenCalledWith("/uploads/01UPLOAD");
});

test("what the server refuses is told at once; what may pass is tried five times", async () => {
  server.refuse = "type_refused";
  const refused = await upload(target, file, { key: "k", pause }).catch((error: unknown) => error);
  expect(refused instanceof ApiError && refused.problem.code).toBe("type_refused");
  expect(server.calls).toBe(2);
  server.broken = 99;
  server.calls = 0;
  const failed = await upload(target, file, { key: "k", pause }).catch((error: unknown) => error);
  expect(failed instanceof ApiError && failed.problem.status).toBe(0);
  expect(server.calls).toBe(5);
});

test("stopping stops", async () => {
  const stop = new AbortController();
  const stopped = upload(target, file, { key: "k", pause, signal: stop.signal, onPlace: () => stop.abort() });
  await expect(stopped).rejects.toThrow();
});
