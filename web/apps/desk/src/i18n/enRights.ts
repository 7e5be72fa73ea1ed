import type { zhRights } from "./zhRights.ts";

export const enRights: typeof zhRights = {
  title: "Subject rights",
  lead: "What residents ask about their own data, to be answered within 15 working days. The reason is shown to them as you write it.",
  empty: "Nothing waits for a decision.",
  number: "Request",
  right: "Asked for",
  rights: {
    view: "See",
    copy: "Copy",
    correct: "Correct",
    erase: "Erase",
    restrict: "Restrict",
    explain: "Explain",
  },
  said: "What they say",
  saidNothing: "Nothing was added",
  asked: "Asked",
  due: "Due",
  decide: "Decide",
  decideTitle: (right, number) => `${right}: request ${number}`,
  outcome: "Decision",
  grant: "Grant",
  refuse: "Refuse",
  outcomeMissing: "Choose a decision",
  text: "Reason (shown to the resident)",
  textHint:
    "If granted, say how it is done and where the result is; if refused, name the law and where to turn.",
  textMissing: "Write at least 5 characters",
  eraseWarning:
    "Once granted, the texts and contact data of this request are destroyed at once, and nobody can bring them back. Steps, times and statistics stay.",
  submit: "Decide",
  cancel: "Cancel",
  done: "Decided; the resident can read it",
  more: "More",
};
