// The draft of a request. It stays on the device until it is sent, together with the key that keeps it from being
// filed twice.
import type { Schemas } from "@hemu/api";
import { forget, isRecord, keep, kept } from "../keep.ts";

export type RequestBody = Schemas["RecordBody"];

export const NATURES = ["help", "complaint", "report", "suggest", "consult", "praise"] as const;
export type Nature = (typeof NATURES)[number];

export type Draft = {
  message: string;
  nature: Nature | "";
  /** Divisions chosen, from the city down. */
  places: string[];
  /** Units complained of, for a report. */
  accused: string[];
  address: string;
  name: string;
  phone: string;
  email: string;
  confidential: boolean;
  /** In which the resident is told; the one they read when they file. */
  language: "zh" | "en";
  /** The `Idempotency-Key` of this request. It stays the same however often it is tried. */
  key: string;
  /** What was already sent under the key without an answer. */
  sent: RequestBody[];
};

const NAME = "hemu.draft";
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Where the place is known well enough: city, district, street or town. */
export const PLACES_NEEDED = 3;

export function emptyDraft(): Draft {
  return {
    message: "",
    nature: "",
    places: [],
    accused: [],
    address: "",
    name: "",
    phone: "",
    email: "",
    confidential: false,
    language: "zh",
    key: newKey(),
    sent: [],
  };
}

/** `crypto.randomUUID` is missing on older phones and on plain HTTP; random bytes are everywhere. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

export function isEmpty(draft: Draft): boolean {
  const { message, nature, address, name, phone, email } = draft;
  return [message, nature, address, name, phone, email].every((text) => text === "");
}

export function keepDraft(draft: Draft, now = Date.now()): void {
  keep("localStorage", NAME, { ...draft, kept_at: now });
}

export function forgetDraft(): void {
  forget("localStorage", NAME);
}

/** The draft kept on this device, if there is one and it is not too old. */
export function keptDraft(now = Date.now()): Draft | undefined {
  const found = kept("localStorage", NAME);
  if (!isRecord(found) || typeof found.kept_at !== "number") {
    return undefined;
  }
  if (KEPT_MS < now - found.kept_at) {
    forgetDraft();
    return undefined;
  }
  const text = (name: string): string => (typeof found[name] === "string" ? found[name] : "");
  const draft: Draft = {
    message: text("message"),
    nature: NATURES.find((nature) => nature === found.nature) ?? "",
    places: Array.isArray(found.places) ? found.places.filter((id) => typeof id === "string") : [],
    accused: Array.isArray(found.accused) ? found.accused.filter((id) => typeof id === "string") : [],
    address: text("address"),
    name: text("name"),
    phone: text("phone"),
    email: text("email"),
    confidential: found.confidential === true,
    language: found.language === "en" ? "en" : "zh",
    key: text("key") === "" ? newKey() : text("key"),
    sent: Array.isArray(found.sent) ? found.sent.filter(isBody) : [],
  };
  return isEmpty(draft) ? undefined : draft;
}

function isBody(value: unknown): value is RequestBody {
  return (
    isRecord(value) &&
    typeof value.division === "string" &&
    typeof value.message === "string" &&
    typeof value.nature === "string"
  );
}

/** The body to send. The names stand in one order, so that the same draft is always the same text. */
export function bodyOf(draft: Draft): RequestBody {
  return {
    nature: draft.nature,
    division: draft.places[draft.places.length - 1] ?? "",
    message: draft.message,
    address: draft.address,
    name: draft.name,
    phone: draft.phone,
    email: draft.email,
    confidential: draft.confidential,
    language: draft.language,
    // What was chosen before the kind was changed is not sent.
    accused: draft.nature === "report" ? draft.accused : [],
  };
}
