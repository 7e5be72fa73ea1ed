// The steps of a request: what each form sends, and where to.
import { client, type Schemas } from "@hemu/api";
import { type CommandHeaders, ifMatch } from "../../api/call.ts";

export const ACTIONS = [
  "settle_on_spot",
  "exclude",
  "dispatch",
  "sign",
  "log_contact",
  "add_note",
  "reply",
  "call_back",
  "close",
  "send_back",
] as const;
export type Action = (typeof ACTIONS)[number];

export function actionOf(code: string): Action | undefined {
  return ACTIONS.find((action) => action === code);
}

/** Everything a step's form may hold; each form shows the fields of its step. */
export interface StepForm {
  matter?: string;
  lead?: string;
  assisting?: string[];
  answer?: string;
  reason?: string;
  signpost?: string;
  channel?: string;
  reached?: boolean;
  note?: string;
  text?: string;
  evidence?: string;
  outcome?: string;
  contacted?: string;
  solved?: string;
  satisfied?: number;
  words?: string;
}

/** What the form of each step sends. */
export const bodies = {
  settle_on_spot: (form: StepForm): Schemas["SettleBody"] => ({
    matter: form.matter ?? "",
    answer: form.answer?.trim() ?? "",
  }),
  exclude: (form: StepForm): Schemas["ExcludeBody"] => ({
    reason: form.reason ?? "",
    signpost: form.signpost?.trim() ?? "",
  }),
  dispatch: (form: StepForm): Schemas["DispatchBody"] => ({
    matter: form.matter ?? "",
    lead: form.lead ?? "",
    assisting: form.assisting ?? [],
  }),
  sign: (): Schemas["Nothing"] => ({}),
  log_contact: (form: StepForm): Schemas["ContactBody"] => ({
    channel: form.channel ?? "phone",
    reached: form.reached ?? false,
    note: form.note?.trim() ?? "",
  }),
  add_note: (form: StepForm): Schemas["NoteBody"] => ({ note: form.note?.trim() ?? "" }),
  reply: (form: StepForm): Schemas["ReplyBody"] => ({
    text: form.text?.trim() ?? "",
    evidence: form.evidence?.trim() ?? "",
  }),
  call_back: (form: StepForm): Schemas["CallBackBody"] => ({
    outcome: form.outcome ?? "",
    // The three answers belong to a call that was answered, and to no other.
    answer:
      form.outcome === "answered"
        ? {
            contacted: form.contacted ?? "",
            solved: form.solved ?? "",
            satisfied: form.satisfied ?? 0,
          }
        : null,
    words: form.words?.trim() ?? "",
  }),
  close: (): Schemas["Nothing"] => ({}),
  send_back: (form: StepForm): Schemas["SendBackBody"] => ({ reason: form.reason?.trim() ?? "" }),
} satisfies Record<Action, (form: StepForm) => unknown>;

/** The field of the form for the field the server names. */
export function formField(field: string | undefined): keyof StepForm | undefined {
  const known: readonly (keyof StepForm)[] = [
    "matter",
    "lead",
    "assisting",
    "answer",
    "reason",
    "signpost",
    "channel",
    "note",
    "text",
    "evidence",
    "outcome",
    "contacted",
    "solved",
    "satisfied",
    "words",
  ];
  return known.find((one) => one === field);
}

/** Send a step for the version of the request that was seen. */
export function sendStep(
  action: Action,
  target: { id: string; version: number },
  form: StepForm,
  headers: CommandHeaders,
) {
  const params = {
    path: { request: target.id },
    header: { ...headers, "If-Match": ifMatch(target.version) },
  };
  switch (action) {
    case "settle_on_spot":
      return client.POST("/api/v1/requests/{request}/settle-on-spot", {
        params,
        body: bodies.settle_on_spot(form),
      });
    case "exclude":
      return client.POST("/api/v1/requests/{request}/exclude", { params, body: bodies.exclude(form) });
    case "dispatch":
      return client.POST("/api/v1/requests/{request}/dispatch", { params, body: bodies.dispatch(form) });
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
  }
}
