import type { Schemas } from "@hemu/api";
import { shortTime, untilDue } from "@hemu/format";
import { useState } from "react";
import { Button } from "../../../antd.ts";
import { nameIn, useSpeech, wordFor } from "../../../i18n/index.tsx";
import type { Words } from "../../../i18n/zh.ts";
import { DueDot } from "../../../shell/DueDot.tsx";
import { type Action, actionOf } from "../actions/codes.ts";
import type { StepForm } from "../actions/form.ts";
import { ofOtherPost } from "../actions/offers.ts";
import { TakeStep } from "../TakeStep.tsx";
import { AskTerms } from "./AskTerms.tsx";
import { saidOf } from "./saidOf.ts";

type Ask = Schemas["AskView"];
type Page = Schemas["RequestPage"];

interface Step {
  action: Action;
  preset?: StepForm;
}

/** The step that settles an ask as it stands. */
function settling(ask: Ask): Action | undefined {
  if (ask.kind === "order") {
    return ask.state === "answered" ? "review_order" : "answer_order";
  }
  return actionOf(`decide_${ask.kind}`);
}

interface Choice {
  label: string;
  preset?: StepForm;
}

/** What the one who settles it chooses between. */
function choices(ask: Ask, words: Words): Choice[] {
  const { asks } = words;
  if (ask.kind !== "order") {
    return [
      { label: asks.grant, preset: { granted: true } },
      { label: asks.refuse, preset: { granted: false } },
    ];
  }
  return ask.state === "answered"
    ? [
        { label: asks.accept, preset: { accepted: true } },
        { label: asks.giveBack, preset: { accepted: false } },
      ]
    : [{ label: asks.answer }];
}

function stateWords(ask: Ask, mine: boolean, { asks }: Words): string {
  if (ask.kind === "order") {
    return ask.state === "answered" ? asks.waitsReview : asks.waitsAnswer;
  }
  if (!mine) {
    return asks.waits;
  }
  return ask.votes_needed > 1 ? asks.waitsForYourVoice : asks.waitsForYou;
}

/** When it must be decided or answered; nothing once its clock has stopped. */
function AskDue({ ask, request }: { ask: Ask; request: Page }) {
  const { language, words } = useSpeech();
  const clock = request.clocks.find((one) => one.id === ask.clock);
  if (!clock?.due_at || clock.stopped_at) {
    return null;
  }
  const label = ask.kind === "order" ? words.asks.answerBy : words.asks.decideBy;
  return (
    <span className="due">
      <DueDot colour={clock.colour} />
      {`${label} ${shortTime(clock.due_at, request.now)} · ${untilDue(clock.due_at, request.now, language)}`}
    </span>
  );
}

/** Who decides, and the voices so far. */
function Voices({ ask }: { ask: Ask }) {
  const { language, words } = useSpeech();
  const { asks } = words;
  const deciders = ask.deciders.map((unit) => nameIn(language, unit)).join("、");
  return (
    <p className="quiet">
      {ask.kind === "order" ? asks.answerer : asks.deciders}：{deciders}
      {ask.votes_needed > 1 && ` · ${asks.voices(ask.votes.length, ask.votes_needed)}`}
      {ask.kind !== "order" &&
        ask.votes.map((vote) => ` · ${asks.voice(nameIn(language, vote.unit), vote.granted)}`).join("")}
    </p>
  );
}

interface Props {
  ask: Ask;
  request: Page;
  take: (step: Step) => void;
}

function OpenAsk({ ask, request, take }: Props) {
  const { language, words } = useSpeech();
  const action = settling(ask);
  const offer = request.actions.find((one) => one.action === action);
  const mine = offer?.allowed ?? false;
  const said = saidOf(request.timeline, ask.id);
  const [asked, ...since] = said;
  const title = `ask-${ask.id}`;
  return (
    <section className={mine ? "panel ask mine" : "panel ask"} aria-labelledby={title}>
      <div className="ask-head">
        <h2 id={title}>
          {wordFor(words.codes.ask, ask.kind)} · {stateWords(ask, mine, words)}
        </h2>
        <AskDue ask={ask} request={request} />
      </div>
      <p className="quiet">
        {words.asks.by(nameIn(language, ask.unit), asked?.actor ?? "", shortTime(ask.at, request.now))}
      </p>
      <AskTerms ask={ask} request={request} />
      {asked && <p className="said large">{asked.text ?? words.caseItem.erased}</p>}
      {since.map((one) => (
        <p key={one.at} className="said">
          <span className="said-kind">
            {wordFor(words.codes.action, one.action)} · {one.unit} · {shortTime(one.at, request.now)}
          </span>
          {one.text ?? words.caseItem.erased}
        </p>
      ))}
      <Voices ask={ask} />
      {mine && action && (
        <div className="form-foot">
          {choices(ask, words).map(({ label, preset }, at) => (
            <Button
              key={label}
              type={at === 0 ? "primary" : "default"}
              aria-describedby={title}
              onClick={() => take({ action, preset })}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      {offer && !mine && !ofOtherPost(offer) && (
        <p className="quiet">{language === "zh" ? offer.reason : (offer.reason_en ?? offer.reason)}</p>
      )}
    </section>
  );
}

/** Everything that waits for a decision or an answer; what the reader may settle stands first. */
export function OpenAsks({ request }: { request: Page }) {
  const [step, setStep] = useState<Step>();
  const mine = (ask: Ask) => request.actions.some((offer) => offer.allowed && offer.action === settling(ask));
  const open = request.asks.filter((ask) => ask.state === "open" || ask.state === "answered");
  const ordered = [...open.filter(mine), ...open.filter((ask) => !mine(ask))];
  return (
    <>
      {ordered.map((ask) => (
        <OpenAsk key={ask.id} ask={ask} request={request} take={setStep} />
      ))}
      {step && (
        <TakeStep
          key={step.action}
          request={request.id}
          action={step.action}
          preset={step.preset}
          close={() => setStep(undefined)}
        />
      )}
    </>
  );
}
