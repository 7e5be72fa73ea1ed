import type { Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useQuery } from "@tanstack/react-query";
import { Form, InputNumber } from "../../../antd.ts";
import { unitsQuery } from "../../../api/queries.ts";
import { useWords, wordFor } from "../../../i18n/index.tsx";
import { canLead } from "../../organisation/leadFor.ts";
import { PickUnit } from "../../organisation/PickUnit.tsx";
import type { AskKind } from "../actions/codes.ts";
import { MergeFields } from "./MergeFields.tsx";
import { replyClock } from "./replyClock.ts";
import { DayField, ReasonField, TextField } from "./shared.tsx";

type Page = Schemas["RequestPage"];

function AmountField({ request }: { request: Page }) {
  const words = useWords();
  const clock = replyClock(request);
  const counts = wordFor(words.codes.counts, clock?.counts ?? "");
  const due = clock?.due_at ? shortTime(clock.due_at, request.now) : "–";
  return (
    <Form.Item
      name="amount"
      label={words.asks.extendBy}
      extra={clock && words.asks.extendHint(clock.amount, counts, due)}
      rules={[{ required: true, message: words.forms.needed }]}
    >
      <InputNumber min={1} max={clock?.amount ?? 1} precision={0} inputMode="numeric" />
    </Form.Item>
  );
}

/** The unit that is right, as the one who objects sees it. */
function ProposedUnit({ request }: { request: Page }) {
  const words = useWords();
  // As in a dispatch: a unit that is recused is not offered.
  const units = (useQuery(unitsQuery).data ?? []).filter((unit) => !request.recused_units.includes(unit.id));
  return (
    <Form.Item name="unit" label={words.asks.rightUnit} extra={words.asks.rightUnitHint}>
      <PickUnit units={units.filter((unit) => canLead(unit) && unit.id !== request.lead?.id)} />
    </Form.Item>
  );
}

/** What is asked for: the reason of a list, the terms of its kind, and the reason in words. */
export function AskFields({ kind, request }: { kind: AskKind; request: Page }) {
  const words = useWords();
  const { asks } = words;
  const [label, text, hint] =
    kind === "order"
      ? [asks.orderReason, asks.orderText, asks.orderHint]
      : kind === "complaint"
        ? [asks.complainReason, asks.complainText, asks.supplementHint]
        : [asks.reason, asks.askText, asks.askTextHint];
  return (
    <>
      {kind === "unreasonable" && <p className="form-note">{asks.unreasonableHint}</p>}
      {kind === "merge" && <MergeFields request={request} />}
      <ReasonField kind={kind} label={label} />
      {kind === "return" && <ProposedUnit request={request} />}
      {kind === "extension" && <AmountField request={request} />}
      {kind === "pause" && (
        <DayField label={asks.pauseUntil} needed={false} now={request.now} extra={asks.pauseHint} />
      )}
      {kind === "park" && <DayField label={asks.parkUntil} needed now={request.now} extra={asks.parkHint} />}
      <TextField name="text" label={text} hint={hint} min={5} />
    </>
  );
}
