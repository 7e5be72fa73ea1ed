// The steps of a request that a person of the desk takes, and what kind of step each is.

export const ACTIONS = [
  "settle_on_spot",
  "exclude",
  "transfer",
  "dispatch",
  "redispatch",
  "sign",
  "log_contact",
  "add_note",
  "reply",
  "resume",
  "call_back",
  "close",
  "send_back",
  "ask_return",
  "decide_return",
  "ask_extension",
  "decide_extension",
  "ask_pause",
  "decide_pause",
  "ask_park",
  "decide_park",
  "ask_void",
  "decide_void",
  "ask_merge",
  "decide_merge",
  "unmerge",
  "ask_unreasonable",
  "decide_unreasonable",
  "order",
  "answer_order",
  "review_order",
  "supplement",
  "urge",
  "reopen",
  "complain",
  "decide_complaint",
] as const;
export type Action = (typeof ACTIONS)[number];

export function actionOf(code: string): Action | undefined {
  return ACTIONS.find((action) => action === code);
}

/** Reasons by kind of ask, as `domain/request/ask.rs` lists them. */
export const REASONS = {
  return: ["not_my_duty", "wrong_area", "duplicate", "info_lacking", "excluded_matter", "already_done"],
  extension: [
    "need_fund",
    "need_season",
    "need_law",
    "cross_unit",
    "appraisal",
    "force_majeure",
    "requester_absent",
    "other",
  ],
  pause: ["appraisal", "requester_material", "requester_absent", "force_majeure", "other"],
  park: ["need_law", "need_fund", "need_plan", "other"],
  void: ["wrong_entry", "test_entry", "other"],
  merge: ["same_requester", "same_matter"],
  unreasonable: ["against_law", "beyond_policy", "untrue", "already_satisfied", "other"],
  complaint: ["not_contacted", "not_solved", "wrong_unit", "attitude", "privacy", "ending", "other"],
  order: ["overdue", "unsatisfied", "repeated", "leader", "urgent", "other"],
} as const;
export type AskKind = keyof typeof REASONS;

/** What a step asks for, if it asks. */
export function asks(action: string): AskKind | undefined {
  switch (action) {
    case "order":
      return "order";
    case "complain":
      return "complaint";
    default:
      return kindOf(action, "ask_");
  }
}

/** What a step decides, if it decides. */
export function decides(action: string): AskKind | undefined {
  return kindOf(action, "decide_");
}

function kindOf(action: string, prefix: string): AskKind | undefined {
  const kinds = Object.keys(REASONS) as AskKind[];
  return kinds.find((kind) => action === `${prefix}${kind}`);
}

export type Group = "work" | "ask" | "requester" | "decision";

/** Where a step stands on the page. Decisions and answers stand with what they are about, at the top. */
export function groupOf(action: string): Group {
  if (decides(action) || action === "answer_order" || action === "review_order") {
    return "decision";
  }
  if (["supplement", "urge", "reopen", "complain"].includes(action)) {
    return "requester";
  }
  return action.startsWith("ask_") ? "ask" : "work";
}
