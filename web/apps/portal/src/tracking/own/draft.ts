// What a resident writes about their own request, kept on the device until it is sent, with the key that keeps it
// from being recorded twice.
import { forget, isRecord, keep, kept } from "../../keep.ts";

export const OWN_ACTIONS = ["rate", "supplement", "urge", "reopen", "complain", "withdraw"] as const;
/** What is offered by stage, and what may always be asked about one's own data. */
export type OwnAction = (typeof OWN_ACTIONS)[number] | "right";

export const RIGHTS = ["view", "copy", "correct", "erase", "restrict", "explain"] as const;

export const CONTACTED = ["yes", "no", "forgot"] as const;
export const SOLVED = ["yes", "partly", "no", "unclear"] as const;
export const SATISFIED = ["5", "4", "3", "2", "1", "0"] as const;
export const REASONS = [
  "not_contacted",
  "not_solved",
  "wrong_unit",
  "attitude",
  "privacy",
  "ending",
  "other",
] as const;

export type OwnDraft = {
  number: string;
  action: OwnAction;
  text: string;
  contacted: (typeof CONTACTED)[number] | "";
  solved: (typeof SOLVED)[number] | "";
  satisfied: (typeof SATISFIED)[number] | "";
  reason: (typeof REASONS)[number] | "";
  right: (typeof RIGHTS)[number] | "";
  /** The `Idempotency-Key`. It stays the same however often it is tried. */
  key: string;
};

const NAME = "hemu.own";
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const KEPT_MAX = 12;

export function emptyOwn(number: string, action: OwnAction): OwnDraft {
  return {
    number,
    action,
    text: "",
    contacted: "",
    solved: "",
    satisfied: "",
    reason: "",
    right: "",
    key: newKey(),
  };
}

/** `crypto.randomUUID` is missing on older phones and on plain HTTP; random bytes are everywhere. */
function newKey(): string {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function isEmptyOwn(draft: OwnDraft): boolean {
  const { text, contacted, solved, satisfied, reason, right } = draft;
  return [text, contacted, solved, satisfied, reason, right].every((one) => one === "");
}

export function keepOwn(draft: OwnDraft, now = Date.now()): void {
  const others = all(now).filter((one) => !isFor(one, draft.number, draft.action));
  const next = isEmptyOwn(draft) ? others : [...others, { ...draft, kept_at: now }];
  save(next.slice(-KEPT_MAX));
}

export function forgetOwn(number: string, action: OwnAction, now = Date.now()): void {
  save(all(now).filter((one) => !isFor(one, number, action)));
}

/** What was written for this action of this request and not sent, if it is not too old. */
export function keptOwn(number: string, action: OwnAction, now = Date.now()): OwnDraft | undefined {
  const found = all(now).find((one) => isFor(one, number, action));
  if (found === undefined) {
    return undefined;
  }
  const text = (name: string): string => (typeof found[name] === "string" ? found[name] : "");
  const draft: OwnDraft = {
    number,
    action,
    text: text("text"),
    contacted: CONTACTED.find((one) => one === found.contacted) ?? "",
    solved: SOLVED.find((one) => one === found.solved) ?? "",
    satisfied: SATISFIED.find((one) => one === found.satisfied) ?? "",
    reason: REASONS.find((one) => one === found.reason) ?? "",
    right: RIGHTS.find((one) => one === found.right) ?? "",
    key: text("key") === "" ? newKey() : text("key"),
  };
  return isEmptyOwn(draft) ? undefined : draft;
}

type Kept = Record<string, unknown>;

function all(now: number): Kept[] {
  const found = kept("localStorage", NAME);
  return Array.isArray(found)
    ? found.filter(isRecord).filter((one) => typeof one.kept_at === "number" && now - one.kept_at <= KEPT_MS)
    : [];
}

function isFor(one: Kept, number: string, action: OwnAction): boolean {
  return one.number === number && one.action === action;
}

function save(drafts: Kept[]): void {
  if (drafts.length === 0) {
    forget("localStorage", NAME);
  } else {
    keep("localStorage", NAME, drafts);
  }
}
