// What steps of disagreement, supervision and correction say in words.
import { wordFor } from "../../../i18n/wordFor.ts";
import type { Words } from "../../../i18n/zh.ts";
import { type Figures, figuresIn, type Names, text } from "./figures.ts";

function asked(figures: Figures, words: Words, names: Names): string[] {
  const { askSteps, codes, step } = words;
  const terms = figuresIn(figures.terms);
  const until = names.until(text(figures, "ask"));
  const amount = Number(terms.amount);
  return [
    step.reason(wordFor(codes.askReason, text(terms, "reason"))),
    ...(amount > 0 ? [askSteps.amount(amount, wordFor(codes.counts, names.counts))] : []),
    ...(terms.until && until
      ? [figures.kind === "park" ? askSteps.reviewDay(until) : askSteps.until(until)]
      : []),
    ...(text(terms, "unit") ? [askSteps.named(names.unit(text(terms, "unit")))] : []),
  ];
}

function decided(figures: Figures, words: Words, names: Names): string[] {
  const { askSteps } = words;
  const granted = figures.granted === true;
  if (figures.action === "vote") {
    return [askSteps.voice(granted)];
  }
  const unit = text(figures, "unit");
  return [
    askSteps.decided(granted),
    ...(granted && figures.kind === "return" && unit ? [askSteps.ruled(names.unit(unit))] : []),
    ...(figures.precedent === true ? [askSteps.precedent] : []),
  ];
}

/** The lines under the heading of such a step. */
export function askStepWords(action: string, figures: Figures, words: Words, names: Names): string[] {
  const { askSteps, codes, step } = words;
  if (figures.action === "ask") {
    return asked(figures, words, names);
  }
  if (action.startsWith("decide_")) {
    return decided(figures, words, names);
  }
  switch (action) {
    case "transfer":
      return [
        askSteps.transferred(wordFor(codes.procedure, text(figures, "to"))),
        ...(text(figures, "reference") ? [askSteps.reference(text(figures, "reference"))] : []),
      ];
    case "answer_order":
      return [figures.in_time === true ? askSteps.answeredInTime : askSteps.answeredLate];
    case "review_order":
      return [figures.accepted === true ? askSteps.accepted : askSteps.returned];
    case "resume":
      return [figures.parked === true ? askSteps.unparked : askSteps.resumed];
    case "urge":
      return text(figures, "lead") ? [askSteps.urged(names.unit(text(figures, "lead")))] : [];
    case "withdraw":
      return [askSteps.withdrawn];
    case "reopen":
      return text(figures, "lead") ? [askSteps.before(names.unit(text(figures, "lead")))] : [];
    case "unmerge":
      return [step.reason(wordFor(codes.unmergeReason, text(figures, "reason")))];
    case "follow_reply":
      return [askSteps.followed];
    case "migrate_machine":
      return [askSteps.machine(Number(figures.from), Number(figures.to))];
    case "recount_clocks":
      return [
        askSteps.recounted(Number(figures.calendar_version)),
        ...(figures.limits === true ? [askSteps.limits] : []),
      ];
    default:
      return [];
  }
}
