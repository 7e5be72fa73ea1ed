import type { Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useQuery } from "@tanstack/react-query";
import { mattersQuery, unitsQuery } from "../../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../../i18n/index.tsx";
import type { Words } from "../../../i18n/zh.ts";
import { lastDay } from "../asks/saidOf.ts";
import { replyClock } from "../fields/replyClock.ts";
import type { Names } from "./figures.ts";
import { stepWords } from "./stepWords.ts";

function useNames(request: Schemas["RequestPage"]): Names {
  const { language } = useSpeech();
  const units = useQuery(unitsQuery).data ?? [];
  const matters = useQuery(mattersQuery).data?.matters ?? [];
  const named = (id: string, all: { id: string; name: string; name_en: string }[]) => {
    const one = all.find((candidate) => candidate.id === id);
    return one ? nameIn(language, one) : "–";
  };
  return {
    unit: (id) => named(id, units),
    matter: (id) => named(id, matters),
    until: (id) => {
      const until = request.asks.find((ask) => ask.id === id)?.until;
      return until ? lastDay(until) : "";
    },
    counts: replyClock(request)?.counts ?? "",
  };
}

/** What a text of a step is. The kind alone says too little: a reply's note is its evidence. */
function textLabel(action: string, kind: string, words: Words): string {
  const { asks } = words;
  if (kind === "reason" && (action.startsWith("ask_") || action === "complain")) {
    return asks.asked;
  }
  if (kind === "reason" && action.startsWith("decide_")) {
    return asks.decided;
  }
  switch (`${action}.${kind}`) {
    case "reply.note":
      return words.forms.evidence;
    case "send_back.reason":
      return words.forms.sendBackReason;
    case "answer_order.reply":
      return asks.answerText;
    case "order.reason":
      return asks.orderText;
    case "review_order.reason":
      return asks.reviewed;
    case "redispatch.reason":
      return asks.redispatchText;
    case "resume.reason":
      return asks.resumeText;
    case "unmerge.reason":
      return asks.unmergeText;
    case "transfer.reply":
    case "exclude.reply":
      return words.forms.signpost;
    case "supplement.message":
    case "urge.message":
    case "reopen.message":
      return asks.supplementText;
    default:
      return wordFor(words.codes.text, kind);
  }
}

function Step({ step, names, now }: { step: Schemas["TimelineView"]; names: Names; now: string }) {
  const { words } = useSpeech();
  const lines = stepWords(step.action, step.details, words, names);
  return (
    <li className={["alarm", "attach"].includes(step.action) ? "step quiet-step" : "step"}>
      <div className="step-head">
        <h3>{wordFor(words.codes.action, step.action)}</h3>
        <span>
          {step.unit} · {step.actor ?? words.caseItem.system}
          {step.on_behalf_of && ` ${words.account.onBehalfOf(step.on_behalf_of)}`}
        </span>
        <time dateTime={step.at}>{shortTime(step.at, now)}</time>
      </div>
      {lines.map((line) => (
        <p key={line} className="step-line">
          {line}
        </p>
      ))}
      {step.texts
        // What was said at first stands above, in full.
        .filter((text) => text.kind !== "message" || step.action !== "record")
        .map((text) => (
          <p key={text.kind} className="said">
            <span className="said-kind">{textLabel(step.action, text.kind, words)}</span>
            {text.text ?? words.caseItem.erased}
          </p>
        ))}
    </li>
  );
}

/** Every step, oldest first, as it stands in the ledger. */
export function RequestTimeline({ request }: { request: Schemas["RequestPage"] }) {
  const { words } = useSpeech();
  const names = useNames(request);
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{words.caseItem.timeline}</h2>
      <ol className="timeline">
        {request.timeline.map((step) => (
          <Step key={step.seq} step={step} names={names} now={request.now} />
        ))}
      </ol>
    </section>
  );
}
