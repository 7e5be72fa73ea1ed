// What the form of a step may hold.

/** Everything a step's form may hold; each form shows the fields of its step. */
export interface StepForm {
  matter?: string;
  lead?: string;
  assisting?: string[];
  answer?: string;
  reason?: string;
  signpost?: string;
  channel?: string;
  reached?: boolean;
  note?: string;
  text?: string;
  evidence?: string;
  outcome?: string;
  contacted?: string;
  solved?: string;
  satisfied?: number;
  words?: string;
  to?: string;
  reference?: string;
  unit?: string;
  amount?: number;
  until?: string;
  parent?: string;
  granted?: boolean;
  accepted?: boolean;
  precedent?: boolean;
}

const FIELDS: readonly (keyof StepForm)[] = [
  "matter",
  "lead",
  "assisting",
  "answer",
  "reason",
  "signpost",
  "channel",
  "note",
  "text",
  "evidence",
  "outcome",
  "contacted",
  "solved",
  "satisfied",
  "words",
  "to",
  "reference",
  "unit",
  "amount",
  "until",
  "parent",
  "granted",
  "accepted",
];

/** The field of the form for the field the server names. */
export function formField(field: string | undefined): keyof StepForm | undefined {
  return FIELDS.find((one) => one === field);
}
