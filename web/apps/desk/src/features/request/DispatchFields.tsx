import type { Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Form } from "../../antd.ts";
import { mattersQuery, unitsQuery } from "../../api/queries.ts";
import { nameIn, useSpeech } from "../../i18n/index.tsx";
import { PickMatter } from "../catalogue/PickMatter.tsx";
import { canLead, leadFor } from "../organisation/leadFor.ts";
import { PickUnit, PickUnits } from "../organisation/PickUnit.tsx";
import type { StepForm } from "./actions.ts";

/** The matter, the unit that leads it by the catalogue (a person may choose another), and who assists. */
export function DispatchFields({ request }: { request: Schemas["RequestPage"] }) {
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
  const suggestedId = suggested?.id;

  // Another matter brings another suggestion; a unit that was chosen for this matter by hand stays.
  useEffect(() => {
    if (suggestedId) {
      form.setFieldValue("lead", suggestedId);
    }
  }, [form, suggestedId]);

  const note = suggested
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
        <PickUnit units={units.filter(canLead)} />
      </Form.Item>
      <Form.Item name="assisting" label={words.forms.assisting}>
        <PickUnits units={units.filter((unit) => unit.id !== lead)} />
      </Form.Item>
    </>
  );
}
