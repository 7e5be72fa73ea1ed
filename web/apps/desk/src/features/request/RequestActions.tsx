import type { Schemas } from "@hemu/api";
import { useState } from "react";
import { Button, Tooltip } from "../../antd.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { type Action, actionOf } from "./actions.ts";
import { TakeStep } from "./TakeStep.tsx";

interface ButtonProps {
  offer: Schemas["ActionView"];
  first: boolean;
  open: () => void;
}

/** A step that is not possible stays in sight, with the server's reason beside it. */
function ActionButton({ offer, first, open }: ButtonProps) {
  const { language, words } = useSpeech();
  const reason = (language === "zh" ? offer.reason : offer.reason_en) ?? words.caseItem.notAllowed;
  const name = wordFor(words.codes.action, offer.action);
  if (offer.allowed) {
    return (
      <Button block type={first ? "primary" : "default"} onClick={open}>
        {name}
      </Button>
    );
  }
  const described = `why-${offer.action}`;
  return (
    <>
      <Tooltip title={reason}>
        <Button block disabled aria-describedby={described}>
          {name}
        </Button>
      </Tooltip>
      <p id={described} className="reason">
        {reason}
      </p>
    </>
  );
}

export function RequestActions({ request }: { request: Schemas["RequestPage"] }) {
  const { words } = useSpeech();
  const [step, setStep] = useState<Action>();
  const first = request.actions.find((offer) => offer.allowed);
  return (
    <section className="panel actions" aria-labelledby="actions-title">
      <h2 id="actions-title">{words.caseItem.actions}</h2>
      {request.actions.length === 0 && <p className="quiet">{words.caseItem.noActions}</p>}
      {request.actions.map((offer) => (
        <ActionButton
          key={offer.action}
          offer={offer}
          first={offer === first}
          open={() => setStep(actionOf(offer.action))}
        />
      ))}
      {step && <TakeStep key={step} request={request.id} action={step} close={() => setStep(undefined)} />}
    </section>
  );
}
