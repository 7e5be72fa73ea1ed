import { useQuery } from "@tanstack/react-query";
import { Checkbox, Form, Input, Radio } from "../../antd.ts";
import { unitsQuery } from "../../api/queries.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { PickMatter } from "../catalogue/PickMatter.tsx";
import { PickDivision } from "../organisation/PickDivision.tsx";
import { PickUnits } from "../organisation/PickUnit.tsx";

const NATURES = ["consult", "help", "complaint", "report", "suggest", "praise"];
const CHANNELS = ["phone", "counter"];

function Caller() {
  const { words } = useSpeech();
  return (
    <fieldset className="panel">
      <legend>{words.record.caller}</legend>
      <div className="caller">
        <Form.Item name="name" label={words.record.name}>
          <Input autoFocus maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={words.record.phone}>
          <Input inputMode="tel" maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item name="email" label={words.record.email}>
          <Input inputMode="email" maxLength={254} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="confidential"
          valuePropName="checked"
          label={words.codes.label.confidential}
          extra={words.record.confidentialHint}
        >
          <Checkbox>{words.record.confidential}</Checkbox>
        </Form.Item>
      </div>
    </fieldset>
  );
}

/** Whom a report is about: asked for a report only. */
function Accused() {
  const { words } = useSpeech();
  const units = useQuery(unitsQuery).data ?? [];
  if (Form.useWatch("nature") !== "report") {
    return null;
  }
  return (
    <Form.Item name="accused" label={words.access.accused} extra={words.access.accusedHint}>
      <PickUnits units={units} max={5} />
    </Form.Item>
  );
}

function What() {
  const { words } = useSpeech();
  const options = (codes: string[], names: Record<string, string>) =>
    codes.map((value) => ({ value, label: names[value] ?? value }));
  return (
    <fieldset className="panel">
      <legend>{words.record.matterPart}</legend>
      <Form.Item
        name="message"
        label={words.record.message}
        rules={[{ required: true, whitespace: true, min: 5, message: words.record.messageNeeded }]}
      >
        <Input.TextArea rows={6} maxLength={10_000} placeholder={words.record.messageHint} />
      </Form.Item>
      <Form.Item
        name="place"
        label={words.record.placePart}
        rules={[{ required: true, type: "array", min: 1, message: words.record.placeNeeded }]}
      >
        <PickDivision />
      </Form.Item>
      <Form.Item name="address" label={words.record.address}>
        <Input maxLength={200} placeholder={words.record.addressHint} autoComplete="off" />
      </Form.Item>
      <div className="nature">
        <Form.Item
          name="nature"
          label={words.record.nature}
          rules={[{ required: true, message: words.record.natureNeeded }]}
        >
          <Radio.Group
            aria-label={words.record.nature}
            optionType="button"
            options={options(NATURES, words.codes.nature)}
          />
        </Form.Item>
        <Form.Item name="channel" label={words.record.channel}>
          <Radio.Group
            aria-label={words.record.channel}
            optionType="button"
            options={options(CHANNELS, words.codes.channel)}
          />
        </Form.Item>
      </div>
      <Accused />
      <Form.Item name="matter" label={words.record.matter}>
        <PickMatter />
      </Form.Item>
    </fieldset>
  );
}

export function RecordFields() {
  return (
    <>
      <Caller />
      <What />
    </>
  );
}
