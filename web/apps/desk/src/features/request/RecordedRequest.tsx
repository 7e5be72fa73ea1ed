import type { Schemas } from "@hemu/api";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../../antd.ts";
import { useWords, wordFor } from "../../i18n/index.tsx";
import type { Action } from "./actions/codes.ts";
import { TakeStep } from "./TakeStep.tsx";

interface Props {
  recorded: Schemas["RecordedView"];
  /** An accusation: whoever recorded it may not open it again. */
  sealed: boolean;
  sameCaller: () => void;
  newCall: () => void;
}

/** The heading, not a button: the Enter that saved must not press anything. */
function focused(heading: HTMLElement | null) {
  heading?.focus();
}

/** What the operator reads to the caller, and what can follow. */
export function RecordedRequest({ recorded, sealed, sameCaller, newCall }: Props) {
  const words = useWords();
  const [step, setStep] = useState<Action>();
  const [done, setDone] = useState<Action>();
  return (
    <section className="panel recorded" aria-labelledby="recorded-title">
      <h2 id="recorded-title" tabIndex={-1} ref={focused}>
        <span role="status">
          {words.record.saved}
          {done && ` · ${words.forms.done(wordFor(words.codes.action, done))}`}
        </span>
      </h2>
      <p>{words.record.savedRead}</p>
      <dl className="read-out">
        <div>
          <dt>{words.record.number}</dt>
          <dd data-testid="request-number">{recorded.number}</dd>
        </div>
        <div>
          <dt>{words.record.trackingCode}</dt>
          <dd data-testid="tracking-code">{recorded.tracking_code}</dd>
        </div>
      </dl>
      {sealed && <p className="quiet sealed-note">{words.access.savedSealed}</p>}
      <div className="form-foot">
        <Button type="primary" size="large" onClick={sameCaller}>
          {words.record.sameCaller}
        </Button>
        <Button size="large" onClick={newCall}>
          {words.record.newCall}
        </Button>
        {!done && !sealed && (
          <>
            <Button size="large" onClick={() => setStep("settle_on_spot")}>
              {words.codes.action.settle_on_spot}
            </Button>
            <Button size="large" onClick={() => setStep("exclude")}>
              {words.codes.action.exclude}
            </Button>
          </>
        )}
        {!sealed && (
          <Link to="/cases/$request" params={{ request: recorded.id }}>
            {words.record.openCase}
          </Link>
        )}
      </div>
      {step && (
        <TakeStep
          request={recorded.id}
          action={step}
          close={() => setStep(undefined)}
          done={() => setDone(step)}
        />
      )}
    </section>
  );
}
