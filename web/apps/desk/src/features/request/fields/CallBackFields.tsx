import { Form, Input, Radio } from "../../../antd.ts";
import { useWords } from "../../../i18n/index.tsx";
import type { StepForm } from "../actions/form.ts";

interface ChoiceProps {
  name: keyof StepForm;
  label: string;
  choices: Record<string, string>;
  numbers?: boolean;
}

function Choice({ name, label, choices, numbers = false }: ChoiceProps) {
  const words = useWords();
  const options = Object.entries(choices).map(([value, text]) => ({
    value: numbers ? Number(value) : value,
    label: text,
  }));
  // Best first: integer keys come in rising order.
  const ordered = numbers ? options.reverse() : options;
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: words.forms.needed }]}>
      <Radio.Group aria-label={label} options={ordered} />
    </Form.Item>
  );
}

/** The outcome of the call and, when answered, three answers that are asked one by one. */
export function CallBackFields() {
  const words = useWords();
  const outcome = Form.useWatch<string | undefined>("outcome");
  return (
    <>
      <Choice name="outcome" label={words.forms.outcome} choices={words.codes.outcome} />
      {outcome === "answered" && (
        <>
          <Choice name="contacted" label={words.forms.contacted} choices={words.codes.contacted} />
          <Choice name="solved" label={words.forms.solved} choices={words.codes.solved} />
          <Choice name="satisfied" label={words.forms.satisfied} choices={words.codes.satisfied} numbers />
        </>
      )}
      <Form.Item name="words" label={words.forms.words}>
        <Input.TextArea rows={3} maxLength={10_000} showCount />
      </Form.Item>
    </>
  );
}
