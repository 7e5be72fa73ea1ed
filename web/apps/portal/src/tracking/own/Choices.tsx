import { FieldError } from "../../ui/Field.tsx";

type ChoicesProps<Code extends string> = {
  id: string;
  label: string;
  codes: readonly Code[];
  names: Record<Code, string>;
  chosen: Code | "";
  error: string | undefined;
  onChoose: (code: Code) => void;
};

/** A question with a few answers, each as wide as the page: easy to hit with a thumb. */
export function Choices<Code extends string>({
  id,
  label,
  codes,
  names,
  chosen,
  error,
  onChoose,
}: ChoicesProps<Code>) {
  return (
    <div
      className={error === undefined ? "field" : "field field-wrong"}
      role="radiogroup"
      aria-labelledby={`${id}-label`}
      aria-required="true"
      aria-describedby={error === undefined ? undefined : `${id}-error`}
    >
      <p className="label" id={`${id}-label`}>
        {label}
      </p>
      <div className="choices choices-wide">
        {codes.map((code) => (
          <label className="choice" key={code}>
            <input
              type="radio"
              name={id}
              value={code}
              checked={chosen === code}
              aria-invalid={error === undefined ? undefined : true}
              onChange={() => onChoose(code)}
            />
            <span>{names[code]}</span>
          </label>
        ))}
      </div>
      <FieldError id={id} error={error} />
    </div>
  );
}
