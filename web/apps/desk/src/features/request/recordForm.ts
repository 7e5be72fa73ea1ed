// The intake form as it is typed, kept as a draft, and sent.
import type { Schemas } from "@hemu/api";

export interface RecordForm {
  name?: string;
  phone?: string;
  email?: string;
  confidential?: boolean;
  message?: string;
  /** Chosen divisions from the district down. */
  place?: string[];
  address?: string;
  nature?: string;
  channel?: string;
  matter?: string;
  /** Units complained of, for a report. */
  accused?: string[];
}

export const EMPTY: RecordForm = { channel: "phone" };

/** Every field emptied, whatever draft the form began with. */
export const BLANK: RecordForm = {
  name: undefined,
  phone: undefined,
  email: undefined,
  confidential: undefined,
  message: undefined,
  place: undefined,
  address: undefined,
  nature: undefined,
  matter: undefined,
  accused: undefined,
  ...EMPTY,
};

/** The fields by the names the server uses for them. */
export const FIELDS = [
  "name",
  "phone",
  "email",
  "message",
  "division",
  "address",
  "nature",
  "channel",
  "matter",
  "accused",
];

export function toRecordBody(form: RecordForm): Schemas["RecordBody"] {
  return {
    name: form.name?.trim() ?? "",
    phone: form.phone?.trim() ?? "",
    email: form.email?.trim() ?? "",
    confidential: form.confidential ?? false,
    message: form.message?.trim() ?? "",
    division: form.place?.at(-1) ?? "",
    address: form.address?.trim() ?? "",
    nature: form.nature ?? "",
    channel: form.channel ?? "phone",
    matter: form.matter ?? null,
    // What was chosen before the nature was changed is not sent.
    accused: form.nature === "report" ? (form.accused ?? []) : [],
  };
}

/** The next matter of the same call: who calls stays, what it is about does not. */
export function sameCaller(form: RecordForm): RecordForm {
  const { name, phone, email, confidential, channel } = form;
  return { ...EMPTY, name, phone, email, confidential, channel: channel ?? "phone" };
}

function keyOf(account: string): string {
  return `hemu.desk.draft.${account}`;
}

/** What this account had typed and not saved; nothing when there is nothing worth keeping. */
export function loadDraft(account: string): RecordForm | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account)) ?? "null");
    // Written by `keepDraft` of this app; a field that does not fit is refused by the server when sent.
    return typeof kept === "object" && kept !== null ? (kept as RecordForm) : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(account: string, form: RecordForm) {
  const worth = [form.name, form.phone, form.email, form.message, form.address].some((text) => text?.trim());
  if (worth) {
    localStorage.setItem(keyOf(account), JSON.stringify(form));
  } else {
    clearDraft(account);
  }
}

export function clearDraft(account: string) {
  localStorage.removeItem(keyOf(account));
}
