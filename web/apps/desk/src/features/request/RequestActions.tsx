import type { Schemas } from "@hemu/api";
import { useId, useState } from "react";
import { Button } from "../../antd.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { type Action, actionOf } from "./actions/codes.ts";
import { mainStep, type Sorted, sortOffers } from "./actions/offers.ts";
import { TakeStep } from "./TakeStep.tsx";

type Offer = Schemas["ActionView"];

interface GroupProps {
  title: string;
  offers: Offer[];
  open: (action: string) => void;
}

/** Steps that are possible now but seldom what the reader came for: small, under a heading. */
function QuietGroup({ title, offers, open }: GroupProps) {
  const { words } = useSpeech();
  const id = useId();
  if (offers.length === 0) {
    return null;
  }
  return (
    <section className="quiet-group" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <div className="quiet-buttons">
        {offers.map((offer) => (
          <Button key={offer.action} size="small" onClick={() => open(offer.action)}>
            {wordFor(words.codes.action, offer.action)}
          </Button>
        ))}
      </div>
    </section>
  );
}

/** What is not possible now, with the server's reason; and, in one line, what other posts do. */
function OtherSteps({ sorted }: { sorted: Sorted }) {
  const { language, words } = useSpeech();
  const { asks, codes } = words;
  if (sorted.later.length === 0 && sorted.others.length === 0) {
    return null;
  }
  const others = sorted.others.map((offer) => wordFor(codes.action, offer.action));
  return (
    <details className="other-steps">
      <summary>{asks.otherSteps}</summary>
      {sorted.later.length > 0 && <p className="quiet">{asks.otherHint}</p>}
      <ul>
        {sorted.later.map((offer) => (
          <li key={offer.action}>
            <span>{wordFor(codes.action, offer.action)}</span>
            <span className="reason">
              {(language === "zh" ? offer.reason : offer.reason_en) ?? words.caseItem.notAllowed}
            </span>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <p className="quiet">{asks.otherPosts(others.join(language === "zh" ? "、" : ", "))}</p>
      )}
    </details>
  );
}

/** What the reader may do now, the next step of the road first; the rest is there and keeps quiet. */
export function RequestActions({ request }: { request: Schemas["RequestPage"] }) {
  const { words } = useSpeech();
  const [step, setStep] = useState<Action>();
  const sorted = sortOffers(request.actions);
  const { work, ask, requester, decision } = sorted.now;
  // What waits for the reader's decision stands at the top of the page and is then the main thing.
  const main = decision.length > 0 ? undefined : mainStep(request);
  const ordered = [
    ...work.filter((one) => one.action === main),
    ...work.filter((one) => one.action !== main),
  ];
  const open = (action: string) => setStep(actionOf(action));
  const nothing = ordered.length + ask.length + requester.length === 0;
  return (
    <section className="panel actions" aria-labelledby="actions-title">
      <h2 id="actions-title">{words.caseItem.actions}</h2>
      {nothing && (
        <p className="quiet">
          {decision.length > 0
            ? words.asks.decideAbove
            : request.stage === "closed"
              ? words.caseItem.noActions
              : words.asks.nothingNow}
        </p>
      )}
      {ordered.map((offer) => (
        <Button
          key={offer.action}
          block
          type={offer.action === main ? "primary" : "default"}
          onClick={() => open(offer.action)}
        >
          {wordFor(words.codes.action, offer.action)}
        </Button>
      ))}
      <QuietGroup title={words.asks.groupAsk} offers={ask} open={open} />
      <QuietGroup title={words.asks.groupRequester} offers={requester} open={open} />
      <OtherSteps sorted={sorted} />
      {step && <TakeStep key={step} request={request.id} action={step} close={() => setStep(undefined)} />}
    </section>
  );
}
