import type { Schemas } from "@hemu/api";
import { Select } from "../../antd.ts";
import { nameIn, useSpeech } from "../../i18n/index.tsx";

interface Props {
  id?: string;
  units: Schemas["UnitView"][];
  value?: string;
  onChange?: (unit: string) => void;
}

function useOptions(units: Schemas["UnitView"][]) {
  const { language } = useSpeech();
  return units
    .map((unit) => ({ value: unit.id, label: nameIn(language, unit) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}

export function PickUnit({ id, units, value, onChange }: Props) {
  const { words } = useSpeech();
  return (
    <Select
      id={id}
      value={value ?? null}
      onChange={(chosen: string | null) => chosen && onChange?.(chosen)}
      options={useOptions(units)}
      placeholder={words.record.choose}
      showSearch={{ optionFilterProp: "label" }}
    />
  );
}

interface ManyProps extends Omit<Props, "value" | "onChange"> {
  value?: string[];
  max?: number;
  onChange?: (units: string[]) => void;
}

export function PickUnits({ id, units, value, max = 10, onChange }: ManyProps) {
  const { words } = useSpeech();
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      maxCount={max}
      value={value ?? []}
      onChange={onChange}
      options={useOptions(units)}
      placeholder={words.shell.none}
      showSearch={{ optionFilterProp: "label" }}
    />
  );
}
