import type { Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Form } from "../../../antd.ts";
import { mattersQuery, unitsQuery } from "../../../api/queries.ts";
import { nameIn, useSpeech, useWords } from "../../../i18n/index.tsx";
import { PickMatter } from "../../catalogue/PickMatter.tsx";
import { canLead, leadFor } from "../../organisation/leadFor.ts";
import { PickUnit, PickUnits } from "../../organisation/PickUnit.tsx";
import type { StepForm } from "../actions/form.ts";
import { ListField, optionsOf, TextField } from "./shared.tsx";

interface Props {
  request: Schemas["RequestPage"];
  /** A unit that has it already and cannot be chosen. */
  except?: string;
}

/** The unit that the last objection was decided for, while the request waits to be dispatched anew. */
function ruledUnit(request: Schemas["RequestPage"]): Schemas["UnitRef"] | undefined {
  const upheld = request.asks.findLast((ask) => ask.kind === "return" && ask.state === "granted");
  return request.stage === "new" ? (upheld?.named ?? undefined) : undefined;
}

/** The matter, the unit that leads it by the catalogue (a person may choose another), and who assists. */
export function DispatchFields({ request, except }: Props) {
  const { language, words } = useSpeech();
  const form = Form.useFormInstance<StepForm>();
  // A unit that is recused is neither suggested nor offered; the server refuses it as well.
  const units = (useQuery(unitsQuery).data ?? []).filter(
    (unit) => !request.recused_units.includes(unit.id) && unit.id !== request.holder.id,
  );
  const matters = useQuery(mattersQuery).data?.matters ?? [];
  const matter = Form.useWatch("matter", form);
  const lead = Form.useWatch("lead", form);
  const duty = matters.find((one) => one.id === matter)?.lead_duty;
  const suggested = duty ? leadFor(units, duty, request.place.at(-1)?.path ?? "") : undefined;
  const ruled = ruledUnit(request);
  // A ruling comes before the catalogue; a unit that has it already is no suggestion.
  const suggestedId = [ruled?.id, suggested?.id].find((one) => one && one !== except);

  // Another matter brings another suggestion; a unit that was chosen for this matter by hand stays.
  useEffect(() => {
    if (suggestedId) {
      form.setFieldValue("lead", suggestedId);
    }
  }, [form, suggestedId]);

  const note = ruled
    ? words.asks.ruling(nameIn(language, ruled))
    : suggested
      ? words.forms.suggestedLead(nameIn(language, suggested))
      : words.forms.noSuggestedLead;
  return (
    <>
      <Form.Item
        name="matter"
        label={words.forms.matter}
        rules={[{ required: true, message: words.forms.needed }]}
      >
        <PickMatter />
      </Form.Item>
      <Form.Item
        name="lead"
        label={words.forms.lead}
        rules={[{ required: true, message: words.forms.needed }]}
        extra={matter && note}
      >
        <PickUnit units={units.filter((unit) => canLead(unit) && unit.id !== except)} />
      </Form.Item>
      <Form.Item name="assisting" label={words.forms.assisting}>
        <PickUnits units={units.filter((unit) => unit.id !== lead)} />
      </Form.Item>
    </>
  );
}

/** Another unit, and why: the one that had it and the one that gets it both read the reason. */
export function RedispatchFields({ request }: { request: Schemas["RequestPage"] }) {
  const words = useWords();
  const { asks, codes } = words;
  return (
    <>
      <DispatchFields request={request} except={request.lead?.id} />
      <ListField name="reason" label={asks.redispatchReason} options={optionsOf(codes.redispatchReason)} />
      <TextField name="text" label={asks.redispatchText} hint={asks.redispatchHint} min={5} rows={4} />
    </>
  );
}
