import type { Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useQuery } from "@tanstack/react-query";
import { mattersQuery, unitsQuery } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { type Names, stepWords } from "./stepWords.ts";

function useNames(): Names {
  const { language } = useSpeech();
  const units = useQuery(unitsQuery).data ?? [];
  const matters = useQuery(mattersQuery).data?.matters ?? [];
  const named = (id: string, all: { id: string; name: string; name_en: string }[]) => {
    const one = all.find((candidate) => candidate.id === id);
    return one ? nameIn(language, one) : "–";
  };
  return { unit: (id) => named(id, units), matter: (id) => named(id, matters) };
}

function Step({ step, names, now }: { step: Schemas["TimelineView"]; names: Names; now: string }) {
  const { words } = useSpeech();
  const lines = stepWords(step.action, step.details, words, names);
  return (
    <li className={step.action === "alarm" ? "step quiet-step" : "step"}>
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
        .filter((text) => text.kind !== "message")
        .map((text) => (
          <p key={text.kind} className="said">
            <span className="said-kind">
              {step.action === "reply" && text.kind === "note"
                ? words.forms.evidence
                : wordFor(words.codes.text, text.kind)}
            </span>
            {text.text ?? words.caseItem.erased}
          </p>
        ))}
    </li>
  );
}

/** Every step, oldest first, as it stands in the ledger. */
export function RequestTimeline({ request }: { request: Schemas["RequestPage"] }) {
  const { words } = useSpeech();
  const names = useNames();
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
