// What a step of the timeline says in words. The ledger's figures are read here and nowhere else.
import { shortTime } from "@hemu/format";
import { wordFor } from "../../../i18n/wordFor.ts";
import type { Words } from "../../../i18n/zh.ts";
import { askStepWords } from "./askStepWords.ts";
import { type Figures, figuresIn, list, type Names, text } from "./figures.ts";

function answers(figures: Figures, words: Words): string[] {
  if (typeof figures.answer !== "object" || figures.answer === null) {
    return [];
  }
  const answer = figuresIn(figures.answer);
  return [
    words.step.answers(
      wordFor(words.codes.contacted, text(answer, "contacted")),
      wordFor(words.codes.solved, text(answer, "solved")),
      wordFor(words.codes.satisfied, text(answer, "satisfied")),
    ),
  ];
}

function dispatched(figures: Figures, words: Words, names: Names): string[] {
  const { step } = words;
  const [lead, suggested] = [text(figures, "lead"), text(figures, "suggested")];
  const assisting = list(figures.assisting).map((id) => names.unit(String(id)));
  const compared =
    suggested === lead ? step.asSuggested : suggested && step.notSuggested(names.unit(suggested));
  return [
    step.lead(names.unit(lead)) + (compared ? `（${compared}）` : ""),
    step.matter(names.matter(text(figures, "matter"))),
    ...(assisting.length > 0 ? [step.assisting(assisting.join("、"))] : []),
  ];
}

/** From which unit to which, and why; then as any dispatch. */
function redispatched(figures: Figures, words: Words, names: Names): string[] {
  const from = text(figures, "from");
  const reason = wordFor(words.codes.redispatchReason, text(figures, "reason"));
  const moved = words.askSteps.moved(names.unit(from), names.unit(text(figures, "lead")));
  return [...(from ? [moved] : []), words.step.reason(reason), ...dispatched(figures, words, names)];
}

function again(figures: Figures, words: Words): string[] {
  const round = Number(figures.round);
  return round > 1 ? [words.step.again(round)] : [];
}

/** The lines under a step's heading; none for a step that says all in its texts. */
export function stepWords(action: string, details: unknown, words: Words, names: Names): string[] {
  const figures = figuresIn(details);
  const { codes, step } = words;
  switch (action) {
    case "record":
      return [
        step.via(
          wordFor(codes.channel, text(figures, "channel")),
          wordFor(codes.nature, text(figures, "nature")),
        ),
        ...(text(figures, "matter") ? [step.matter(names.matter(text(figures, "matter")))] : []),
        ...(figures.label === "confidential" ? [step.confidential] : []),
        ...(figures.label === "sealed"
          ? [
              step.sealed(
                list(figures.accused)
                  .map((id) => names.unit(String(id)))
                  .join("、"),
              ),
            ]
          : []),
      ];
    case "settle_on_spot":
      return [step.matter(names.matter(text(figures, "matter")))];
    case "exclude":
      return [step.reason(wordFor(codes.exclusion, text(figures, "reason")))];
    case "dispatch":
      return [...dispatched(figures, words, names), ...again(figures, words)];
    case "redispatch":
      return redispatched(figures, words, names);
    case "rate":
      return answers(figures, words);
    case "reopen":
      return [...askStepWords(action, figures, words, names), ...again(figures, words)];
    case "sign":
      return [figures.in_time === true ? step.signedInTime : step.signedLate];
    case "log_contact":
      return [
        step.contact(wordFor(codes.contactChannel, text(figures, "channel")), figures.reached === true),
        figures.first_in_time === true ? step.firstInTime : step.firstLate,
      ];
    case "add_note":
      return [];
    case "reply": {
      const hours = (Number(figures.minutes) / 60).toFixed(1);
      return [
        figures.on_time === true ? step.repliedOnTime(hours) : step.repliedLate(hours),
        ...again(figures, words),
      ];
    }
    case "call_back":
      return [
        step.attempt(Number(figures.attempt), wordFor(codes.outcome, text(figures, "outcome"))),
        ...answers(figures, words),
      ];
    case "close":
      return [step.ending(wordFor(codes.ending, text(figures, "ending"))), ...answers(figures, words)];
    case "send_back":
      return [
        step.lead(names.unit(text(figures, "lead"))),
        ...answers(figures, words),
        ...again(figures, words),
      ];
    case "attach":
      return [
        ...(figures.by === "resident" ? [step.attachedByResident] : []),
        ...(figures.by === "staff" && figures.audience === "resident_and_staff" ? [step.attachedShared] : []),
      ];
    case "alarm":
      return list(figures.raised)
        .map(figuresIn)
        .map((one) =>
          step.alarm(
            wordFor(codes.clock, text(one, "clock")),
            wordFor(codes.alarmLevel, text(one, "level")),
            names.unit(text(one, "told")),
          ),
        );
    case "re_audit":
      return [wordFor(words.reaudit.findings, text(figures, "finding"))];
    case "recuse":
      return [step.recused(wordFor(codes.recusal, text(figures, "reason")))];
    case "break_glass":
      return [step.glassUntil(shortTime(new Date(Number(figures.until)).toISOString()))];
    case "reveal":
      return [
        step.revealed(
          wordFor(codes.field, text(figures, "field")),
          wordFor(codes.purpose, text(figures, "purpose")),
        ),
      ];
    case "call":
      return [step.called];
    default:
      return askStepWords(action, figures, words, names);
  }
}
