import type { Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { Form } from "../../../antd.ts";
import { unitsQuery } from "../../../api/queries.ts";
import { useWords } from "../../../i18n/index.tsx";
import { PickMatter } from "../../catalogue/PickMatter.tsx";
import { canLead } from "../../organisation/leadFor.ts";
import { PickUnit } from "../../organisation/PickUnit.tsx";
import { ListField, optionsOf, ReasonField, TextField, YesNoField } from "../../request/fields/shared.tsx";
import type { BulkKind } from "./plan.ts";

/** One unit for all; each case keeps its own matter, and those without one need one chosen. */
function LeadFields({ pages }: { pages: Schemas["RequestPage"][] }) {
  const words = useWords();
  const units = useQuery(unitsQuery).data ?? [];
  const needed = [{ required: true, message: words.forms.needed }];
  return (
    <>
      {pages.some((page) => !page.matter) && (
        <Form.Item
          name="matter"
          label={words.bulk.defaultMatter}
          extra={words.bulk.defaultMatterHint}
          rules={needed}
        >
          <PickMatter />
        </Form.Item>
      )}
      <Form.Item name="lead" label={words.forms.lead} rules={needed}>
        <PickUnit units={units.filter(canLead)} />
      </Form.Item>
    </>
  );
}

/** What is the same for all of them. */
export function BulkFields({ kind, pages }: { kind: BulkKind; pages: Schemas["RequestPage"][] }) {
  const words = useWords();
  const { asks, codes } = words;
  switch (kind) {
    case "dispatch":
      return <LeadFields pages={pages} />;
    case "redispatch":
      return (
        <>
          <LeadFields pages={pages} />
          <ListField
            name="reason"
            label={asks.redispatchReason}
            options={optionsOf(codes.redispatchReason)}
          />
          <TextField name="text" label={asks.redispatchText} hint={asks.redispatchHint} min={5} rows={3} />
        </>
      );
    case "decide":
      return (
        <>
          <YesNoField name="granted" label={asks.decision} yes={asks.grant} no={asks.refuse} />
          <TextField name="text" label={asks.decisionText} hint={asks.decisionHint} min={5} rows={3} />
        </>
      );
    case "order":
      return (
        <>
          <ReasonField kind="order" label={asks.orderReason} />
          <TextField name="text" label={asks.orderText} hint={asks.orderHint} min={5} rows={3} />
        </>
      );
    case "urge":
      return <TextField name="text" label={asks.urgeText} hint={asks.supplementHint} rows={3} />;
  }
}
