// Where each step is sent to.
import { client, type Schemas } from "@hemu/api";
import { type CommandHeaders, ifMatch } from "../../../api/call.ts";
import { askBody, bodies, decisionBody } from "./bodies.ts";
import { type Action, decides } from "./codes.ts";
import type { StepForm } from "./form.ts";

/** The request as it was seen. */
export type Target = Pick<Schemas["RequestPage"], "id" | "version" | "asks">;

/** The open ask that a step decides. */
export function askFor(target: Pick<Target, "asks">, action: string): Schemas["AskView"] | undefined {
  const kind =
    decides(action) ?? (action === "answer_order" || action === "review_order" ? "order" : undefined);
  return target.asks.find((ask) => ask.kind === kind && (ask.state === "open" || ask.state === "answered"));
}

/** Send a step for the version of the request that was seen. */
export function sendStep(action: Action, target: Target, form: StepForm, headers: CommandHeaders) {
  const params = {
    path: { request: target.id },
    header: { ...headers, "If-Match": ifMatch(target.version) },
  };
  const kind = decides(action);
  if (kind) {
    // Without an open ask the server answers that nothing waits: it is asked all the same, so that its words are shown.
    const ask = askFor(target, action)?.id ?? target.id;
    return client.POST("/api/v1/requests/{request}/asks/{ask}/decision", {
      params: { ...params, path: { ...params.path, ask } },
      body: decisionBody(kind, form),
    });
  }
  const asked = askBody(action, form);
  return asked
    ? client.POST("/api/v1/requests/{request}/asks", { params, body: asked })
    : sendPlain(action, params, form);
}

interface Params {
  path: { request: string };
  header: CommandHeaders & { "If-Match": string };
}

function sendPlain(action: Action, params: Params, form: StepForm) {
  switch (action) {
    case "settle_on_spot":
      return client.POST("/api/v1/requests/{request}/settle-on-spot", {
        params,
        body: bodies.settle_on_spot(form),
      });
    case "exclude":
      return client.POST("/api/v1/requests/{request}/exclude", { params, body: bodies.exclude(form) });
    case "transfer":
      return client.POST("/api/v1/requests/{request}/transfer", { params, body: bodies.transfer(form) });
    case "dispatch":
      return client.POST("/api/v1/requests/{request}/dispatch", { params, body: bodies.dispatch(form) });
    case "redispatch":
      return client.POST("/api/v1/requests/{request}/redispatch", { params, body: bodies.redispatch(form) });
    case "sign":
      return client.POST("/api/v1/requests/{request}/sign", { params, body: bodies.sign() });
    case "log_contact":
      return client.POST("/api/v1/requests/{request}/contacts", { params, body: bodies.log_contact(form) });
    case "add_note":
      return client.POST("/api/v1/requests/{request}/notes", { params, body: bodies.add_note(form) });
    case "reply":
      return client.POST("/api/v1/requests/{request}/reply", { params, body: bodies.reply(form) });
    case "call_back":
      return client.POST("/api/v1/requests/{request}/call-backs", { params, body: bodies.call_back(form) });
    case "close":
      return client.POST("/api/v1/requests/{request}/close", { params, body: bodies.close() });
    case "send_back":
      return client.POST("/api/v1/requests/{request}/send-back", { params, body: bodies.send_back(form) });
    default:
      return sendLater(action, params, form);
  }
}

/** What is done beside the road from intake to closing. */
function sendLater(action: Action, params: Params, form: StepForm) {
  switch (action) {
    case "resume":
      return client.POST("/api/v1/requests/{request}/resume", { params, body: bodies.resume(form) });
    case "unmerge":
      return client.POST("/api/v1/requests/{request}/unmerge", { params, body: bodies.unmerge(form) });
    case "answer_order":
      return client.POST("/api/v1/requests/{request}/order-answer", {
        params,
        body: bodies.answer_order(form),
      });
    case "review_order":
      return client.POST("/api/v1/requests/{request}/order-review", {
        params,
        body: bodies.review_order(form),
      });
    case "supplement":
      return client.POST("/api/v1/requests/{request}/supplements", { params, body: bodies.supplement(form) });
    case "urge":
      return client.POST("/api/v1/requests/{request}/urgings", { params, body: bodies.urge(form) });
    case "reopen":
      return client.POST("/api/v1/requests/{request}/reopen", { params, body: bodies.reopen(form) });
    default:
      throw new Error(`no endpoint is known for ${action}`);
  }
}
