import type { Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { Checkbox, Form } from "../../../antd.ts";
import { unitsQuery } from "../../../api/queries.ts";
import { useWords } from "../../../i18n/index.tsx";
import { canLead } from "../../organisation/leadFor.ts";
import { PickUnit } from "../../organisation/PickUnit.tsx";
import type { AskKind } from "../actions/codes.ts";
import { askFor } from "../actions/send.ts";
import { AskTerms } from "../asks/AskTerms.tsx";
import { saidOf } from "../asks/saidOf.ts";
import { TextField, YesNoField } from "./shared.tsx";

type Page = Schemas["RequestPage"];

/** Who is right, and whether the catalogue follows: only when the objection is upheld. */
function RulingFields({ ask, request }: { ask?: Schemas["AskView"]; request: Page }) {
  const words = useWords();
  // As in a dispatch: a unit that is recused is not offered.
  const units = (useQuery(unitsQuery).data ?? []).filter((unit) => !request.recused_units.includes(unit.id));
  return (
    <>
      <Form.Item
        name="unit"
        label={words.asks.ruledUnit}
        extra={words.asks.ruledUnitHint}
        initialValue={ask?.named?.id}
      >
        <PickUnit units={units.filter((unit) => canLead(unit) && unit.id !== ask?.unit.id)} />
      </Form.Item>
      <Form.Item name="precedent" valuePropName="checked" extra={words.asks.precedentHint}>
        <Checkbox>{words.asks.precedent}</Checkbox>
      </Form.Item>
    </>
  );
}

/** What it is about, once more, so that nobody decides from memory. */
export function WhatWasAsked({ action, request }: { action: string; request: Page }) {
  const ask = askFor(request, action);
  if (!ask) {
    return null;
  }
  const [asked] = saidOf(request.timeline, ask.id);
  return (
    <div className="asked">
      <AskTerms ask={ask} request={request} />
      {asked?.text && <p className="said">{asked.text}</p>}
    </div>
  );
}

export function DecisionFields({ kind, request }: { kind: AskKind; request: Page }) {
  const words = useWords();
  const { asks } = words;
  const granted = Form.useWatch<boolean | undefined>("granted");
  const ask = askFor(request, `decide_${kind}`);
  const panel = (ask?.votes_needed ?? 1) > 1;
  return (
    <>
      <WhatWasAsked action={`decide_${kind}`} request={request} />
      <YesNoField
        name="granted"
        label={panel ? asks.voiceLabel : asks.decision}
        yes={asks.grant}
        no={asks.refuse}
      />
      {kind === "return" && granted && <RulingFields ask={ask} request={request} />}
      <TextField name="text" label={asks.decisionText} hint={asks.decisionHint} min={5} />
    </>
  );
}

export function ReviewFields({ request }: { request: Page }) {
  const { asks } = useWords();
  const order = askFor(request, "review_order");
  const answer = order && saidOf(request.timeline, order.id).findLast((one) => one.action === "answer_order");
  return (
    <>
      <WhatWasAsked action="review_order" request={request} />
      {answer?.text && <p className="said in-form">{answer.text}</p>}
      <YesNoField name="accepted" label={asks.review} yes={asks.accept} no={asks.giveBack} />
      <TextField name="text" label={asks.reviewText} min={2} />
    </>
  );
}
