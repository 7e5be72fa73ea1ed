// Fields that many steps share.
import type { ReactNode } from "react";
import { Form, Input, Radio, Select } from "../../../antd.ts";
import { useWords } from "../../../i18n/index.tsx";
import { type AskKind, REASONS } from "../actions/codes.ts";
import type { StepForm } from "../actions/form.ts";

interface TextProps {
  name: keyof StepForm;
  label: string;
  hint?: string;
  /** The least length that the server will ask for; none when it may be empty. */
  min?: number;
  rows?: number;
}

/** A text. */
export function TextField({ name, label, hint, min = 0, rows = 6 }: TextProps) {
  const words = useWords();
  const rules =
    min === 0 ? [] : [{ required: true, whitespace: true, min, message: words.forms.atLeast(min) }];
  return (
    <Form.Item name={name} label={label} rules={rules}>
      <Input.TextArea rows={rows} maxLength={10_000} showCount placeholder={hint} />
    </Form.Item>
  );
}

interface ListProps {
  name: keyof StepForm;
  label: string;
  options: readonly { value: string; label: string }[];
}

/** One of a list, needed. */
export function ListField({ name, label, options }: ListProps) {
  const words = useWords();
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: words.forms.needed }]}>
      <Select
        options={[...options]}
        placeholder={words.record.choose}
        showSearch={{ optionFilterProp: "label" }}
      />
    </Form.Item>
  );
}

/** Words for codes as the options of a list. */
export function optionsOf(codes: Record<string, string>, only?: readonly string[]) {
  return Object.entries(codes)
    .filter(([value]) => only?.includes(value) ?? true)
    .map(([value, label]) => ({ value, label }));
}

/** The reasons of a kind of ask, in the order in which they are usual. */
export function ReasonField({ kind, label }: { kind: AskKind; label?: string }) {
  const words = useWords();
  const options = REASONS[kind].map((value) => ({ value, label: words.codes.askReason[value] ?? value }));
  return <ListField name="reason" label={label ?? words.asks.reason} options={options} />;
}

interface YesNoProps {
  name: keyof StepForm;
  label: string;
  yes: string;
  no: string;
}

/** Two clear choices, none of them made beforehand. */
export function YesNoField({ name, label, yes, no }: YesNoProps) {
  const words = useWords();
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: words.forms.needed }]}>
      <Radio.Group
        aria-label={label}
        optionType="button"
        options={[
          { value: true, label: yes },
          { value: false, label: no },
        ]}
      />
    </Form.Item>
  );
}

interface DayProps {
  label: string;
  needed: boolean;
  now: string;
  extra: ReactNode;
}

/** The day after an instant, in the city's own days. */
export function dayAfter(iso: string, days: number): string {
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** A day that lies in the future. The browser's own calendar: it is known, and works with keys and on a phone. */
export function DayField({ label, needed, now, extra }: DayProps) {
  const words = useWords();
  return (
    <Form.Item
      name="until"
      label={label}
      extra={extra}
      rules={needed ? [{ required: true, message: words.forms.needed }] : []}
    >
      <Input type="date" className="day" min={dayAfter(now, 1)} />
    </Form.Item>
  );
}
