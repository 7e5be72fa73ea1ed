// What the form of each step sends.
import type { Schemas } from "@hemu/api";
import { type Action, type AskKind, asks } from "./codes.ts";
import type { StepForm } from "./form.ts";

function trimmed(text: string | undefined): string {
  return text?.trim() ?? "";
}

/** An ask: which of the terms it has follows from its kind. */
function ask(kind: AskKind): (form: StepForm) => Schemas["AskBody"] {
  return (form) => ({
    kind,
    reason: form.reason ?? "",
    text: trimmed(form.text),
    ...(kind === "return" ? { unit: form.unit ?? null } : {}),
    ...(kind === "extension" ? { amount: form.amount ?? null } : {}),
    ...(kind === "pause" || kind === "park" ? { until: form.until || null } : {}),
    ...(kind === "merge" ? { parent: trimmed(form.parent) } : {}),
  });
}

/** A decision; a ruling names the right unit only when the one who objects is right. */
function decision(kind: AskKind): (form: StepForm) => Schemas["DecisionBody"] {
  return (form) => ({
    granted: form.granted ?? false,
    text: trimmed(form.text),
    ...(kind === "return" && form.granted
      ? { unit: form.unit ?? null, precedent: form.precedent ?? false }
      : {}),
  });
}

const said = (form: StepForm) => ({ text: trimmed(form.text) });

export const bodies = {
  settle_on_spot: (form: StepForm): Schemas["SettleBody"] => ({
    matter: form.matter ?? "",
    answer: trimmed(form.answer),
  }),
  exclude: (form: StepForm): Schemas["ExcludeBody"] => ({
    reason: form.reason ?? "",
    signpost: trimmed(form.signpost),
  }),
  transfer: (form: StepForm): Schemas["TransferBody"] => ({
    to: form.to ?? "",
    reference: trimmed(form.reference),
    signpost: trimmed(form.signpost),
  }),
  dispatch: (form: StepForm): Schemas["DispatchBody"] => ({
    matter: form.matter ?? "",
    lead: form.lead ?? "",
    assisting: form.assisting ?? [],
  }),
  redispatch: (form: StepForm): Schemas["RedispatchBody"] => ({
    matter: form.matter ?? "",
    lead: form.lead ?? "",
    assisting: form.assisting ?? [],
    reason: form.reason ?? "",
    text: trimmed(form.text),
  }),
  sign: (): Schemas["Nothing"] => ({}),
  log_contact: (form: StepForm): Schemas["ContactBody"] => ({
    channel: form.channel ?? "phone",
    reached: form.reached ?? false,
    note: trimmed(form.note),
  }),
  add_note: (form: StepForm): Schemas["NoteBody"] => ({ note: trimmed(form.note) }),
  reply: (form: StepForm): Schemas["ReplyBody"] => ({
    text: trimmed(form.text),
    evidence: trimmed(form.evidence),
  }),
  resume: (form: StepForm): Schemas["ResumeBody"] => said(form),
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
    words: trimmed(form.words),
  }),
  close: (): Schemas["Nothing"] => ({}),
  send_back: (form: StepForm): Schemas["SendBackBody"] => ({ reason: trimmed(form.reason) }),
  ask_return: ask("return"),
  ask_extension: ask("extension"),
  ask_pause: ask("pause"),
  ask_park: ask("park"),
  ask_void: ask("void"),
  ask_merge: ask("merge"),
  ask_unreasonable: ask("unreasonable"),
  complain: ask("complaint"),
  order: ask("order"),
  decide_return: decision("return"),
  decide_extension: decision("extension"),
  decide_pause: decision("pause"),
  decide_park: decision("park"),
  decide_void: decision("void"),
  decide_merge: decision("merge"),
  decide_unreasonable: decision("unreasonable"),
  decide_complaint: decision("complaint"),
  unmerge: (form: StepForm): Schemas["UnmergeBody"] => ({
    reason: form.reason ?? "",
    text: trimmed(form.text),
  }),
  answer_order: (form: StepForm): Schemas["AnswerOrderBody"] => said(form),
  review_order: (form: StepForm): Schemas["ReviewOrderBody"] => ({
    accepted: form.accepted ?? false,
    text: trimmed(form.text),
  }),
  supplement: (form: StepForm): Schemas["SupplementBody"] => said(form),
  urge: (form: StepForm): Schemas["UrgeBody"] => said(form),
  reopen: (form: StepForm): Schemas["ReopenBody"] => said(form),
} satisfies Record<Action, (form: StepForm) => unknown>;

/** The body of a step that asks. */
export function askBody(action: Action, form: StepForm): Schemas["AskBody"] | undefined {
  const kind = asks(action);
  return kind && ask(kind)(form);
}

/** The body of a step that decides on an ask of this kind. */
export function decisionBody(kind: AskKind, form: StepForm): Schemas["DecisionBody"] {
  return decision(kind)(form);
}
