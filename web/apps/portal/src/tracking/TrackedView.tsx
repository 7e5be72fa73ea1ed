import { untilDue } from "@hemu/format";
import { useSettings } from "../settings.tsx";
import { longTime } from "../ui/time.ts";
import type { Words } from "../words/index.ts";
import { LooksView } from "./LooksView.tsx";
import type { Tracked } from "./look.ts";

type Point = keyof Words["track"]["points"];

const ROAD: Point[] = ["record", "dispatch", "handle", "reply", "close"];
const STAGES = ["new", "dispatched", "handling", "replied", "closed"] as const;
const STAGE_CODES: readonly string[] = STAGES;
const SHORT_ROADS: Record<string, Point[]> = {
  settled_on_spot: ["record", "reply", "close"],
  excluded: ["record", "close"],
};
const ANSWERS = ["reply", "settle_on_spot", "exclude"];

/** What the resident is told about their request. */
export function TrackedView({ tracked }: { tracked: Tracked }) {
  const { words, language } = useSettings();
  const unit = language === "en" ? (tracked.lead_en ?? tracked.lead) : tracked.lead;
  const answer = [...tracked.steps]
    .reverse()
    .find((step) => ANSWERS.includes(step.action) && step.text)?.text;
  const closed = tracked.stage === "closed";
  return (
    <>
      <Progress tracked={tracked} />
      <p className="standing">{standing(tracked, words)}</p>
      <dl className="facts">
        <div>
          <dt>{words.track.opened}</dt>
          <dd>{longTime(tracked.opened_at, language)}</dd>
        </div>
        {closed && tracked.closed_at ? (
          <div>
            <dt>{words.track.closedAt}</dt>
            <dd>{longTime(tracked.closed_at, language)}</dd>
          </div>
        ) : null}
        {closed && !unit ? null : (
          <div>
            <dt>{words.track.unit}</dt>
            <dd>{unit ?? words.track.unitUnknown}</dd>
          </div>
        )}
        <Due tracked={tracked} />
      </dl>
      {answer ? (
        <section className="answer" aria-labelledby="answer">
          <h3 id="answer">{words.track.answer}</h3>
          <p className="written">{answer}</p>
        </section>
      ) : null}
      {tracked.stage === "replied" ? (
        <section className="panel" aria-labelledby="wait">
          <h3 id="wait">{words.track.waitTitle}</h3>
          <p>{words.track.waitCallBack}</p>
        </section>
      ) : null}
      {closed ? (
        <section className="panel" aria-labelledby="disagree">
          <h3 id="disagree">{words.track.disagreeTitle}</h3>
          <ul className="points">
            {words.track.disagree.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <a className="button" href="tel:12345">
            12345
          </a>
        </section>
      ) : null}
      <Steps tracked={tracked} />
      <LooksView looks={tracked.looks} />
      <details className="panel">
        <summary>{words.track.message}</summary>
        <p className="written">{tracked.message ?? words.track.messageErased}</p>
      </details>
    </>
  );
}

function standing(tracked: Tracked, words: Words): string {
  const ending = Object.entries(words.track.endings).find(([code]) => code === tracked.ending)?.[1];
  const stage = STAGES.find((one) => one === tracked.stage);
  return ending ?? (stage === undefined ? words.track.stepOther : words.track.stages[stage]);
}

function Progress({ tracked }: { tracked: Tracked }) {
  const { words } = useSettings();
  const road = SHORT_ROADS[tracked.ending ?? ""] ?? ROAD;
  const at = tracked.stage === "closed" ? road.length - 1 : STAGE_CODES.indexOf(tracked.stage);
  return (
    <ol className="progress" aria-label={words.track.progress}>
      {road.map((point, index) => (
        <li
          key={point}
          className={index <= at ? "reached" : undefined}
          aria-current={index === at ? "step" : undefined}
        >
          <span className="dot" aria-hidden="true" />
          {words.track.points[point]}
          {index <= at ? <span className="sr">（{words.track.reached}）</span> : null}
        </li>
      ))}
    </ol>
  );
}

function Due({ tracked }: { tracked: Tracked }) {
  const { words, language } = useSettings();
  if (tracked.reply_due) {
    return (
      <div>
        <dt>{words.track.due}</dt>
        <dd>
          {longTime(tracked.reply_due, language)}
          <span className="hint">{untilDue(tracked.reply_due, new Date().toISOString(), language)}</span>
        </dd>
      </div>
    );
  }
  return tracked.stage === "new" ? (
    <div>
      <dt>{words.track.due}</dt>
      <dd>{words.track.dueUnknown}</dd>
    </div>
  ) : null;
}

function Steps({ tracked }: { tracked: Tracked }) {
  const { words, language } = useSettings();
  const told = Object.entries(words.track.steps);
  return (
    <section aria-labelledby="steps">
      <h3 id="steps">{words.track.stepsTitle}</h3>
      <ol className="steps">
        {tracked.steps.map((step) => (
          <li key={`${step.at} ${step.action}`}>
            <time dateTime={step.at}>{longTime(step.at, language)}</time>
            <strong>{told.find(([action]) => action === step.action)?.[1] ?? words.track.stepOther}</strong>
            {step.action === "log_contact" ? <span className="hint">{words.track.contactNote}</span> : null}
            {step.text ? <p className="written">{step.text}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
