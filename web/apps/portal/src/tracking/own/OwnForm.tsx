import type { Problem } from "@hemu/api";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useSettings } from "../../settings.tsx";
import { Field, FieldError } from "../../ui/Field.tsx";
import { problemOf, told } from "../../ui/told.ts";
import { Choices } from "./Choices.tsx";
import {
  CONTACTED,
  emptyOwn,
  forgetOwn,
  keepOwn,
  keptOwn,
  type OwnAction,
  type OwnDraft,
  REASONS,
  RIGHTS,
  SATISFIED,
  SOLVED,
} from "./draft.ts";
import { sendOwn } from "./send.ts";

type FieldName = "contacted" | "solved" | "satisfied" | "reason" | "right" | "text" | "sure";
type Errors = Partial<Record<FieldName, Problem | "missing">>;

/** Where something must be written; elsewhere words are welcome and not needed. */
const TEXT_NEEDED: readonly OwnAction[] = ["supplement", "reopen", "complain"];

type OwnFormProps = {
  number: string;
  code: string;
  action: OwnAction;
  onDone: (done: { action: OwnAction; earlier: boolean }) => void;
  onBack: () => void;
};

/** One thing on one page: what it does, what to fill in, one button. */
export function OwnForm({ number, code, action, onDone, onBack }: OwnFormProps) {
  const { words, language } = useSettings();
  const own = words.own[action];
  const [draft, setDraft] = useState<OwnDraft>(() => keptOwn(number, action) ?? emptyOwn(number, action));
  const [sure, setSure] = useState(false);
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const alert = useRef<HTMLDivElement>(null);

  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus();
  }, []);

  function change(part: Partial<OwnDraft>): void {
    const next = { ...draft, ...part };
    setDraft(next);
    keepOwn(next);
    // What is mended is no longer marked as wrong.
    setErrors((found) =>
      Object.fromEntries(Object.entries(found).filter(([name]) => !Object.keys(part).includes(name))),
    );
  }

  function showErrors(found: Errors): void {
    flushSync(() => setErrors(found));
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (sending) {
      return;
    }
    setFailure(undefined);
    const missing = missingIn(draft, sure);
    if (0 < Object.keys(missing).length) {
      showErrors(missing);
      return;
    }
    setErrors({});
    setSending(true);
    try {
      const { earlier } = await sendOwn(draft, code);
      forgetOwn(number, action);
      onDone({ action, earlier });
    } catch (error) {
      flushSync(() => setSending(false));
      const problem = problemOf(error);
      const field = fieldOf(problem);
      if (field === undefined) {
        flushSync(() => setFailure(problem));
        alert.current?.focus();
      } else {
        showErrors({ [field]: problem });
      }
    }
  }

  function errorOf(field: FieldName): string | undefined {
    const wrong = errors[field];
    if (wrong !== undefined && wrong !== "missing") {
      return told(wrong, language);
    }
    const missing = { text: words.own.textMissing, sure: words.own.sureMissing };
    return wrong && (field === "text" || field === "sure" ? missing[field] : words.own.chooseMissing);
  }

  const { rate, complain, right } = words.own;
  const needsText = textNeeded(draft);
  const needsSure = sureNeeded(draft);
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {own.title}
      </h2>
      <ul className="panel points intro">
        {own.intro.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <form
        ref={form}
        className="part"
        onSubmit={(event) => void submit(event)}
        noValidate
        aria-label={own.title}
      >
        {action === "rate" ? (
          <>
            <Choices
              id="contacted"
              label={rate.contacted}
              codes={CONTACTED}
              names={rate.contactedChoices}
              chosen={draft.contacted}
              error={errorOf("contacted")}
              onChoose={(contacted) => change({ contacted })}
            />
            <Choices
              id="solved"
              label={rate.solved}
              codes={SOLVED}
              names={rate.solvedChoices}
              chosen={draft.solved}
              error={errorOf("solved")}
              onChoose={(solved) => change({ solved })}
            />
            <Choices
              id="satisfied"
              label={rate.satisfied}
              codes={SATISFIED}
              names={rate.satisfiedChoices}
              chosen={draft.satisfied}
              error={errorOf("satisfied")}
              onChoose={(satisfied) => change({ satisfied })}
            />
          </>
        ) : null}
        {action === "complain" ? (
          <Choices
            id="reason"
            label={complain.reason}
            codes={REASONS}
            names={complain.reasons}
            chosen={draft.reason}
            error={errorOf("reason")}
            onChoose={(reason) => change({ reason })}
          />
        ) : null}
        {action === "right" ? (
          <Choices
            id="right"
            label={right.which}
            codes={RIGHTS}
            names={right.rights}
            chosen={draft.right}
            error={errorOf("right")}
            onChoose={(chosen) => change({ right: chosen })}
          />
        ) : null}
        <Field
          id="own-text"
          label={own.text}
          mark={needsText ? words.required : words.optional}
          hint={own.textHint}
          error={errorOf("text")}
        >
          {(described) => (
            <textarea
              {...described}
              rows={5}
              aria-required={needsText}
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          )}
        </Field>
        {needsSure ? (
          <div className={errors.sure === undefined ? "field" : "field field-wrong"}>
            <label className="choice">
              <input
                type="checkbox"
                checked={sure}
                aria-invalid={errors.sure === undefined ? undefined : true}
                aria-describedby={errors.sure === undefined ? undefined : "sure-error"}
                onChange={(event) => {
                  setSure(event.target.checked);
                  setErrors({});
                }}
              />
              <span>{action === "right" ? right.sure : words.own.withdraw.sure}</span>
            </label>
            <FieldError id="sure" error={errorOf("sure")} />
          </div>
        ) : null}
        {failure === undefined ? null : (
          <div className="alert" role="alert" tabIndex={-1} ref={alert}>
            <strong>{words.own.notSent}</strong>
            <p>{failure.status === 404 ? words.own.nowhere : told(failure, language)}</p>
            {failure.status === 0 ? <p>{words.own.keptHere}</p> : null}
          </div>
        )}
        <div className="actions">
          <button
            type="submit"
            className={action === "withdraw" ? "button button-primary button-grave" : "button button-primary"}
            aria-disabled={sending}
          >
            {sending ? words.own.sending : own.send}
          </button>
          <button type="button" className="button" onClick={onBack}>
            {words.own.back}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              forgetOwn(number, action);
              setDraft(emptyOwn(number, action));
              setSure(false);
              setErrors({});
              setFailure(undefined);
            }}
          >
            {words.own.clear}
          </button>
        </div>
        <p className="hint">{words.own.keptNote}</p>
      </form>
    </>
  );
}

function textNeeded(draft: OwnDraft): boolean {
  return TEXT_NEEDED.includes(draft.action) || (draft.action === "right" && draft.right === "correct");
}

/** What cannot be undone is asked twice. */
function sureNeeded(draft: OwnDraft): boolean {
  return draft.action === "withdraw" || (draft.action === "right" && draft.right === "erase");
}

/** Only what cannot be sent at all; every rule about what is written is the server's. */
function missingIn(draft: OwnDraft, sure: boolean): Errors {
  const { action } = draft;
  return {
    ...(action === "rate" && draft.contacted === "" ? { contacted: "missing" } : {}),
    ...(action === "rate" && draft.solved === "" ? { solved: "missing" } : {}),
    ...(action === "rate" && draft.satisfied === "" ? { satisfied: "missing" } : {}),
    ...(action === "complain" && draft.reason === "" ? { reason: "missing" } : {}),
    ...(action === "right" && draft.right === "" ? { right: "missing" } : {}),
    ...(textNeeded(draft) && draft.text.trim() === "" ? { text: "missing" } : {}),
    ...(sureNeeded(draft) && !sure ? { sure: "missing" } : {}),
  };
}

function fieldOf(problem: Problem): FieldName | undefined {
  const field = problem.field === "words" ? "text" : problem.field;
  return (["contacted", "solved", "satisfied", "reason", "right", "text"] as const).find(
    (one) => one === field,
  );
}
