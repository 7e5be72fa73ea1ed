// The sentence for each step: what happened, why, and until when.
import type { Language } from "@hemu/format";
import { longTime } from "../ui/time.ts";
import type { Words } from "../words/index.ts";
import type { Tracked } from "./look.ts";

type Step = Tracked["steps"][number];

/** Steps whose text is the resident's own. */
const OWN_WORDS: readonly string[] = [
  "supplement",
  "urge",
  "rate",
  "withdraw",
  "reopen",
  "complain",
  "ask_right",
];
/** Steps whose text says why it was decided so. */
const REASONS: readonly string[] = [
  "decide_extension",
  "decide_pause",
  "decide_park",
  "decide_void",
  "decide_merge",
  "decide_unreasonable",
  "decide_complaint",
  "unmerge",
  "resume",
  "decide_right",
];

export function stepSentence(step: Step, words: Words, language: Language): string {
  const { because, step: sentences, steps } = words.own;
  const until = step.until ? longTime(step.until, language) : "";
  switch (step.action) {
    case "decide_extension":
      return sentences.extended(found(because.extension, step.reason), until);
    case "decide_pause":
      return sentences.paused(found(because.pause, step.reason), until);
    case "decide_park":
      return sentences.parked(found(because.park, step.reason), until);
    case "decide_void":
      return sentences.voided(found(because.void, step.reason));
    case "decide_complaint":
      return step.granted === false ? sentences.complaintRefused : sentences.complaintUpheld;
    case "ask_right":
      return sentences.asked(found(words.own.right.short, step.reason));
    case "decide_right":
      return (step.granted ? sentences.rightGranted : sentences.rightRefused)(
        found(words.own.right.short, step.reason),
      );
    default:
      return found({ ...steps, ...words.track.steps }, step.action) || words.track.stepOther;
  }
}

/** Whose words stand below a step. */
export function textLead(action: string, words: Words): string {
  if (OWN_WORDS.includes(action)) {
    return words.own.said;
  }
  return REASONS.includes(action) ? words.own.why : "";
}

function found(names: Record<string, string>, code: string | null | undefined): string {
  return (code && Object.entries(names).find(([name]) => name === code)?.[1]) || "";
}
