import { untilDue } from "@hemu/format";
import { AttachedFiles } from "../files/AttachedFiles.tsx";
import { useSettings } from "../settings.tsx";
import { longTime } from "../ui/time.ts";
import type { Words } from "../words/index.ts";
import { LooksView } from "./LooksView.tsx";
import type { Tracked } from "./look.ts";
import type { OwnAction } from "./own/draft.ts";
import { OwnActions } from "./own/OwnActions.tsx";
import { YourData } from "./own/YourData.tsx";
import { stepSentence, textLead } from "./steps.ts";

type Point = keyof Words["track"]["points"];

const ROAD: Point[] = ["record", "dispatch", "handle", "reply", "close"];
const STAGES = ["new", "dispatched", "handling", "replied", "closed", "paused", "parked"] as const;
/** How far along the road a stage is; work that rests is still work. */
const REACHED: Record<string, number> = {
  new: 0,
  dispatched: 1,
  handling: 2,
  paused: 2,
  parked: 2,
  replied: 3,
};
const SHORT_ROADS: Record<string, Point[]> = {
  settled_on_spot: ["record", "reply", "close"],
  excluded: ["record", "close"],
  withdrawn: ["record", "close"],
  void: ["record", "close"],
  transferred: ["record", "close"],
};
const ANSWERS = ["reply", "settle_on_spot", "exclude", "transfer", "follow_reply"];

/** What the resident is told about their request. */
export function TrackedView({
  tracked,
  code,
  onAct,
}: {
  tracked: Tracked;
  /** Opens the files; the account alone does not. */
  code?: string;
  onAct: (action: OwnAction) => void;
}) {
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
        <Rests tracked={tracked} />
      </dl>
      {tracked.merged ? (
        <section className="panel" aria-labelledby="merged">
          <h3 id="merged">{words.own.mergedTitle}</h3>
          <p>{words.own.merged}</p>
        </section>
      ) : null}
      {answer ? (
        <section className="answer" aria-labelledby="answer">
          <h3 id="answer">{words.track.answer}</h3>
          <p className="written">{answer}</p>
        </section>
      ) : null}
      {code === undefined ? null : (
        <AttachedFiles files={tracked.files} access={{ number: tracked.number, code }} />
      )}
      {tracked.stage === "replied" ? (
        <section className="panel" aria-labelledby="wait">
          <h3 id="wait">{words.track.waitTitle}</h3>
          <p>{words.track.waitCallBack}</p>
        </section>
      ) : null}
      <OwnActions tracked={tracked} onAct={onAct} />
      {closed && tracked.ending !== "withdrawn" ? (
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
      <YourData tracked={tracked} onAct={onAct} />
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
  const at = tracked.stage === "closed" ? road.length - 1 : (REACHED[tracked.stage] ?? 0);
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

function Rests({ tracked }: { tracked: Tracked }) {
  const { words, language } = useSettings();
  const stage = (["paused", "parked"] as const).find((one) => one === tracked.stage);
  return stage !== undefined && tracked.rests_until ? (
    <div>
      <dt>{words.own.restsUntil[stage]}</dt>
      <dd>{longTime(tracked.rests_until, language)}</dd>
    </div>
  ) : null;
}

function Steps({ tracked }: { tracked: Tracked }) {
  const { words, language } = useSettings();
  return (
    <section aria-labelledby="steps">
      <h3 id="steps">{words.track.stepsTitle}</h3>
      <ol className="steps">
        {tracked.steps.map((step) => (
          <li key={`${step.at} ${step.action}`}>
            <time dateTime={step.at}>{longTime(step.at, language)}</time>
            <strong>{stepSentence(step, words, language)}</strong>
            {step.action === "log_contact" ? <span className="hint">{words.track.contactNote}</span> : null}
            {step.text ? (
              <p className="written">
                <span className="hint">{textLead(step.action, words)}</span>
                {step.text}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
