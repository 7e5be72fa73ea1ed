import { client, type Problem, unwrap } from "@hemu/api";
import { type FormEvent, useState } from "react";
import { useSettings } from "../settings.tsx";
import { Field } from "../ui/Field.tsx";
import { problemOf, told } from "../ui/told.ts";
import { type Account, signIn } from "./session.ts";

/** First the number, then the code: one thing at a time. */
export function SignInForm({ onSignedIn }: { onSignedIn: (account: Account) => void }) {
  const { words, language } = useSettings();
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [sent, setSent] = useState<{ minutes: number; demo: string | null | undefined }>();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Problem | "missing">();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) {
      return;
    }
    if ((sent === undefined ? phone : code).trim() === "") {
      setWrong("missing");
      return;
    }
    setWrong(undefined);
    setBusy(true);
    try {
      if (sent === undefined) {
        const answer = await unwrap(client.POST("/api/v1/portal/account/code", { body: { phone } }));
        setSent({ minutes: answer.minutes, demo: answer.demo_code });
      } else {
        const account = await signIn(phone, code);
        if (account !== undefined) {
          onSignedIn(account);
        }
      }
    } catch (error) {
      setWrong(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  const error = (missing: string) =>
    wrong === undefined ? undefined : wrong === "missing" ? missing : told(wrong, language);
  const own = words.account;
  return (
    <form className="part" onSubmit={(event) => void submit(event)} noValidate aria-label={own.signIn}>
      {sent === undefined ? (
        <Field id="phone" label={own.phone} hint={own.phoneHint} error={error(own.phoneMissing)}>
          {(described) => (
            <input
              {...described}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              value={phone}
              onChange={(event) => setPhone(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <>
          {sent.demo ? <p className="notice">{own.demoCode(sent.demo)}</p> : null}
          <Field id="code" label={own.code} hint={own.codeHint(sent.minutes)} error={error(own.codeMissing)}>
            {(described) => (
              <input
                {...described}
                type="text"
                inputMode="numeric"
                autoComplete="one-time-code"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
        </>
      )}
      <div className="actions">
        <button type="submit" className="button button-primary" aria-disabled={busy}>
          {sent === undefined ? (busy ? own.gettingCode : own.getCode) : busy ? own.signingIn : own.signIn}
        </button>
        {sent === undefined ? null : (
          <button
            type="button"
            className="button"
            onClick={() => {
              setSent(undefined);
              setCode("");
              setWrong(undefined);
            }}
          >
            {own.otherPhone}
          </button>
        )}
      </div>
    </form>
  );
}
