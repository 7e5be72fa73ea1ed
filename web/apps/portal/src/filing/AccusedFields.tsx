import { ApiError, client, type Schemas, unwrap } from "@hemu/api";
import { useEffect, useState } from "react";
import { useSettings } from "../settings.tsx";
import { Field } from "../ui/Field.tsx";

type Unit = Schemas["UnitRef"];

const ACCUSED_MAX = 5;

type AccusedFieldsProps = {
  accused: string[];
  error: string | undefined;
  onChange: (accused: string[]) => void;
};

/** Whom a report is about. May be left empty; what is chosen stands below, each with a way to take it back. */
export function AccusedFields({ accused, error, onChange }: AccusedFieldsProps) {
  const { words, language } = useSettings();
  const [units, setUnits] = useState<Unit[]>([]);
  useEffect(() => {
    unwrap(client.GET("/api/v1/portal/units"))
      .then((found) => setUnits(found.units))
      .catch((failed: unknown) => {
        // Without the list the report is filed all the same, and the message says whom it is about.
        if (!(failed instanceof ApiError)) {
          throw failed;
        }
      });
  }, []);
  const nameOf = (unit: Unit): string => (language === "en" ? unit.name_en || unit.name : unit.name);
  const left = units
    .filter((unit) => !accused.includes(unit.id))
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), language));
  return (
    <>
      <Field
        id="accused"
        label={words.file.accused}
        mark={words.optional}
        hint={words.file.accusedHint}
        error={error}
      >
        {(described) => (
          <select
            {...described}
            value=""
            disabled={ACCUSED_MAX <= accused.length}
            onChange={(event) => {
              if (event.target.value !== "") {
                onChange([...accused, event.target.value]);
              }
            }}
          >
            <option value="">{words.file.choose}</option>
            {left.map((unit) => (
              <option key={unit.id} value={unit.id}>
                {nameOf(unit)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {accused.length === 0 ? null : (
        <ul className="chosen" aria-label={words.file.accused}>
          {accused.map((id) => {
            const unit = units.find((one) => one.id === id);
            const name = unit === undefined ? "…" : nameOf(unit);
            return (
              <li key={id}>
                {name}
                <button
                  type="button"
                  className="link"
                  aria-label={words.file.takeBack(name)}
                  onClick={() => onChange(accused.filter((one) => one !== id))}
                >
                  {words.file.remove}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
