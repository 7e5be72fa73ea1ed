import type { Problem } from "@hemu/api";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { account } from "../account/session.ts";
import { FilesToSend } from "../files/FilesToSend.tsx";
import { AccusedFields } from "../filing/AccusedFields.tsx";
import {
  type Draft,
  emptyDraft,
  forgetDraft,
  keepDraft,
  keptDraft,
  NATURES,
  PLACES_NEEDED,
} from "../filing/draft.ts";
import { PlaceFields } from "../filing/PlaceFields.tsx";
import { PrivacyNotice } from "../filing/PrivacyNotice.tsx";
import { ReceiptView } from "../filing/ReceiptView.tsx";
import { forgetReceipt, keepReceipt, keptReceipt } from "../filing/receipt.ts";
import { noteSending, send } from "../filing/send.ts";
import { useSettings } from "../settings.tsx";
import { Field, FieldError } from "../ui/Field.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import { problemOf, told } from "../ui/told.ts";

const FIELDS = ["message", "nature", "accused", "division", "address", "name", "phone", "email"] as const;
type FieldName = (typeof FIELDS)[number];
/** Either a problem of the server, told in both languages, or one that is seen before sending. */
type Wrong = Problem | "missing";
type Errors = Partial<Record<FieldName, Wrong>>;

export function FilePage() {
  const [receipt, setReceipt] = useState(keptReceipt);
  const [files, setFiles] = useState<File[]>([]);
  return receipt === undefined ? (
    <FilingForm
      files={files}
      onFiles={setFiles}
      onFiled={(filed) => {
        keepReceipt(filed);
        setReceipt(filed);
        window.scrollTo(0, 0);
      }}
    />
  ) : (
    <ReceiptView
      receipt={receipt}
      files={files}
      onAgain={() => {
        forgetReceipt();
        setFiles([]);
        setReceipt(undefined);
        window.scrollTo(0, 0);
      }}
    />
  );
}

type FormProps = {
  files: File[];
  onFiles: (files: File[]) => void;
  onFiled: (receipt: Awaited<ReturnType<typeof send>>) => void;
};

function FilingForm({ files, onFiles, onFiled }: FormProps) {
  const { words, language } = useSettings();
  const [restored, setRestored] = useState(keptDraft);
  const [draft, setDraft] = useState<Draft>(() => restored ?? emptyDraft());
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLDivElement>(null);
  const [signedIn, setSignedIn] = useState(false);

  useEffect(() => {
    // Without an account, or without a network, nothing is filled in and nothing is missing.
    account().then(
      (own) => {
        if (own !== undefined) {
          setSignedIn(true);
          setDraft((now) => ({ ...now, phone: now.phone || own.phone, name: now.name || own.name }));
        }
      },
      () => undefined,
    );
  }, []);

  function change(part: Partial<Draft>): void {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(next);
  }

  function clear(): void {
    if (window.confirm(words.file.clearSure)) {
      forgetDraft();
      setDraft(emptyDraft());
      onFiles([]);
      setRestored(undefined);
      setErrors({});
      setFailure(undefined);
    }
  }

  /** Show the errors and go to the first field that has one. */
  function showErrors(found: Errors): void {
    flushSync(() => setErrors(found));
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }

  function showFailure(problem: Problem): void {
    flushSync(() => setFailure(problem));
    alert.current?.focus();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (sending) {
      return;
    }
    setFailure(undefined);
    const missing = missingIn(draft);
    if (0 < Object.keys(missing).length) {
      showErrors(missing);
      return;
    }
    setErrors({});
    setSending(true);
    const noted = noteSending({ ...draft, language });
    setDraft(noted);
    keepDraft(noted);
    try {
      const receipt = await send(noted);
      forgetDraft();
      onFiled(receipt);
    } catch (error) {
      flushSync(() => setSending(false));
      const problem = problemOf(error);
      const field = FIELDS.find((name) => name === problem.field);
      if (field === undefined) {
        showFailure(problem);
      } else {
        showErrors({ [field]: problem });
      }
    }
  }

  function errorOf(field: FieldName): string | undefined {
    const wrong = errors[field];
    if (wrong === undefined) {
      return undefined;
    }
    return wrong === "missing" ? missingWords(field) : told(wrong, language);
  }

  function missingWords(field: FieldName): string {
    if (field === "nature") {
      return words.file.natureMissing;
    }
    return field === "division" ? words.file.placeMissing : words.file.messageMissing;
  }

  const natureError = errorOf("nature");
  return (
    <>
      <PageTitle>{words.file.title}</PageTitle>
      <p>{words.file.intro}</p>
      {restored === undefined ? null : (
        <p className="notice" role="status">
          {words.file.restored}
        </p>
      )}
      {signedIn ? <p className="notice">{words.account.fileNote}</p> : null}
      <form ref={form} onSubmit={(event) => void submit(event)} noValidate aria-label={words.file.title}>
        <fieldset className="part">
          <legend>{words.file.whatTitle}</legend>
          <Field
            id="message"
            label={words.file.message}
            mark={words.required}
            hint={words.file.messageHint}
            error={errorOf("message")}
          >
            {(described) => (
              <textarea
                {...described}
                rows={6}
                aria-required="true"
                value={draft.message}
                onChange={(event) => change({ message: event.target.value })}
              />
            )}
          </Field>
          <div
            className={natureError === undefined ? "field" : "field field-wrong"}
            role="radiogroup"
            aria-labelledby="nature-label"
            aria-required="true"
            aria-describedby={natureError === undefined ? undefined : "nature-error"}
          >
            <p className="label" id="nature-label">
              {words.file.nature}
              <span className="mark">{words.required}</span>
            </p>
            <div className="choices">
              {NATURES.map((nature) => (
                <label className="choice" key={nature}>
                  <input
                    type="radio"
                    name="nature"
                    value={nature}
                    checked={draft.nature === nature}
                    aria-invalid={natureError === undefined ? undefined : true}
                    onChange={() => change({ nature })}
                  />
                  <span>
                    <strong>{words.file.natures[nature][0]}</strong>
                    <span className="hint">{words.file.natures[nature][1]}</span>
                  </span>
                </label>
              ))}
            </div>
            <FieldError id="nature" error={natureError} />
          </div>
          {draft.nature === "report" ? (
            <AccusedFields
              accused={draft.accused}
              error={errorOf("accused")}
              onChange={(accused) => change({ accused })}
            />
          ) : null}
        </fieldset>

        <fieldset className="part">
          <legend>
            {words.files.legend}
            <span className="mark">{words.optional}</span>
          </legend>
          <p className="hint">{words.files.legendHint}</p>
          <FilesToSend files={files} onChange={onFiles} />
        </fieldset>

        <fieldset className="part">
          <legend>{words.file.whereTitle}</legend>
          <p className="hint">{words.file.whereHint}</p>
          <PlaceFields
            places={draft.places}
            error={errorOf("division")}
            onChange={(places) => change({ places })}
          />
          <Field
            id="address"
            label={words.file.address}
            mark={words.optional}
            hint={words.file.addressHint}
            error={errorOf("address")}
          >
            {(described) => (
              <input
                {...described}
                type="text"
                autoComplete="off"
                value={draft.address}
                onChange={(event) => change({ address: event.target.value })}
              />
            )}
          </Field>
        </fieldset>

        <fieldset className="part">
          <legend>{words.file.whoTitle}</legend>
          <p className="hint">{words.file.whoHint}</p>
          <Field
            id="phone"
            label={words.file.phone}
            mark={words.recommended}
            hint={words.file.phoneHint}
            error={errorOf("phone")}
          >
            {(described) => (
              <input
                {...described}
                type="tel"
                inputMode="tel"
                autoComplete="tel"
                value={draft.phone}
                onChange={(event) => change({ phone: event.target.value })}
              />
            )}
          </Field>
          <Field
            id="name"
            label={words.file.name}
            mark={words.optional}
            hint={words.file.nameHint}
            error={errorOf("name")}
          >
            {(described) => (
              <input
                {...described}
                type="text"
                autoComplete="name"
                value={draft.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Field
            id="email"
            label={words.file.email}
            mark={words.optional}
            hint={words.file.emailHint}
            error={errorOf("email")}
          >
            {(described) => (
              <input
                {...described}
                type="email"
                inputMode="email"
                autoComplete="email"
                value={draft.email}
                onChange={(event) => change({ email: event.target.value })}
              />
            )}
          </Field>
          <div className="field">
            <label className="choice">
              <input
                type="checkbox"
                checked={draft.confidential}
                aria-describedby="confidential-hint"
                onChange={(event) => change({ confidential: event.target.checked })}
              />
              <span>
                <strong>{words.file.confidential}</strong>
                <span className="hint" id="confidential-hint">
                  {words.file.confidentialHint}
                </span>
              </span>
            </label>
          </div>
        </fieldset>

        <PrivacyNotice />

        {failure === undefined ? null : (
          <div className="alert" role="alert" tabIndex={-1} ref={alert}>
            <strong>{words.file.notSent}</strong>
            <p>{told(failure, language)}</p>
            <p>{words.file.keptHere}</p>
          </div>
        )}
        <p className="reminder">{words.file.emergencyReminder}</p>
        <div className="actions">
          <button type="submit" className="button button-primary" aria-disabled={sending}>
            {sending ? words.file.sending : words.file.submit}
          </button>
          <button type="button" className="button" onClick={clear}>
            {words.file.clear}
          </button>
        </div>
        <p className="hint">{words.file.draftNote}</p>
      </form>
    </>
  );
}

/** Only what cannot be sent at all; every rule about what is written is the server's. */
function missingIn(draft: Draft): Errors {
  return {
    ...(draft.message.trim() === "" ? { message: "missing" } : {}),
    ...(draft.nature === "" ? { nature: "missing" } : {}),
    ...(draft.places.length < PLACES_NEEDED ? { division: "missing" } : {}),
  };
}
