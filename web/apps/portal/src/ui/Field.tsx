import type { ReactNode } from "react";
import { useSettings } from "../settings.tsx";

/** What an input must carry so that its hint and its error are read out with it. */
export type Described = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

type FieldProps = {
  id: string;
  label: string;
  /** Shown behind the label, such as "may be left empty". */
  mark?: string;
  hint?: string;
  error?: string | undefined;
  children: (described: Described) => ReactNode;
};

/** A label, its hint, its input and its error. */
export function Field({ id, label, mark, hint, error, children }: FieldProps) {
  const describedBy = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`]
    .join(" ")
    .trim();
  return (
    <div className={error === undefined ? "field" : "field field-wrong"}>
      <label htmlFor={id}>
        {label}
        {mark === undefined ? null : <span className="mark">{mark}</span>}
      </label>
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        "aria-describedby": describedBy === "" ? undefined : describedBy,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      <FieldError id={id} error={error} />
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  const { words } = useSettings();
  return error === undefined ? null : (
    <p className="error" id={`${id}-error`}>
      <span className="sr">{words.errorMark}</span>
      {error}
    </p>
  );
}
