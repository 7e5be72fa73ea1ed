import type { Schemas } from "@hemu/api";
import { Form, Input, Radio, Select } from "../../antd.ts";
import { useWords } from "../../i18n/index.tsx";
import { PickMatter } from "../catalogue/PickMatter.tsx";
import type { Action, StepForm } from "./actions.ts";
import { CallBackFields } from "./CallBackFields.tsx";
import { DispatchFields } from "./DispatchFields.tsx";

interface TextProps {
  name: keyof StepForm;
  label: string;
  hint?: string;
  min: number;
  rows?: number;
}

/** A text with the least length that the server will ask for. */
function TextField({ name, label, hint, min, rows = 6 }: TextProps) {
  const words = useWords();
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[{ required: true, whitespace: true, min, message: words.forms.atLeast(min) }]}
    >
      <Input.TextArea rows={rows} maxLength={10_000} showCount placeholder={hint} />
    </Form.Item>
  );
}

function SettleFields() {
  const words = useWords();
  return (
    <>
      <Form.Item
        name="matter"
        label={words.forms.matter}
        rules={[{ required: true, message: words.forms.needed }]}
      >
        <PickMatter onlyOnTheSpot />
      </Form.Item>
      <TextField name="answer" label={words.forms.answer} hint={words.forms.answerHint} min={5} />
    </>
  );
}

function ExcludeFields() {
  const words = useWords();
  const reasons = Object.entries(words.codes.exclusion).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Form.Item
        name="reason"
        label={words.forms.exclusionReason}
        rules={[{ required: true, message: words.forms.needed }]}
      >
        <Select options={reasons} placeholder={words.record.choose} />
      </Form.Item>
      <TextField name="signpost" label={words.forms.signpost} hint={words.forms.signpostHint} min={5} />
    </>
  );
}

function ContactFields() {
  const words = useWords();
  const channels = Object.entries(words.codes.contactChannel).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Form.Item
        name="channel"
        label={words.forms.contactChannel}
        rules={[{ required: true, message: words.forms.needed }]}
      >
        <Radio.Group aria-label={words.forms.contactChannel} optionType="button" options={channels} />
      </Form.Item>
      <Form.Item
        name="reached"
        label={words.forms.reached}
        rules={[{ required: true, message: words.forms.needed }]}
      >
        <Radio.Group
          aria-label={words.forms.reached}
          optionType="button"
          options={[
            { value: true, label: words.caseItem.reached },
            { value: false, label: words.caseItem.notReached },
          ]}
        />
      </Form.Item>
      <TextField name="note" label={words.forms.contactNote} min={2} />
    </>
  );
}

function ReplyFields() {
  const words = useWords();
  return (
    <>
      <TextField name="text" label={words.forms.reply} hint={words.forms.replyHint} min={10} rows={9} />
      <TextField
        name="evidence"
        label={words.forms.evidence}
        hint={words.forms.evidenceHint}
        min={2}
        rows={4}
      />
    </>
  );
}

/** The fields of each step. */
export function StepFields({ action, request }: { action: Action; request: Schemas["RequestPage"] }) {
  const words = useWords();
  switch (action) {
    case "settle_on_spot":
      return <SettleFields />;
    case "exclude":
      return <ExcludeFields />;
    case "dispatch":
      return <DispatchFields request={request} />;
    case "log_contact":
      return <ContactFields />;
    case "add_note":
      return <TextField name="note" label={words.forms.note} min={2} />;
    case "reply":
      return <ReplyFields />;
    case "call_back":
      return <CallBackFields />;
    case "send_back":
      return (
        <TextField name="reason" label={words.forms.sendBackReason} hint={words.forms.sendBackHint} min={5} />
      );
    case "sign":
      return <p>{words.forms.confirm.sign}</p>;
    case "close":
      return <p>{words.forms.confirm.close}</p>;
  }
}
