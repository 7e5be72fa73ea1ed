import { client, type Problem, unwrap } from "@hemu/api";
import { type FormEvent, useEffect, useState } from "react";
import { OpenRequest } from "../account/OpenRequest.tsx";
import { OwnRequests } from "../account/OwnRequests.tsx";
import { SignInForm } from "../account/SignInForm.tsx";
import { type Account, account, headers, signedOut } from "../account/session.ts";
import { useSettings } from "../settings.tsx";
import { tidyCode, tidyNumber } from "../tracking/look.ts";
import { Field, FieldError } from "../ui/Field.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import { problemOf, told } from "../ui/told.ts";

export function AccountPage() {
  const { words } = useSettings();
  const [own, setOwn] = useState<Account | "nobody">();
  const [failed, setFailed] = useState(false);
  const [opened, setOpened] = useState<string>();
  const [note, setNote] = useState("");
  useEffect(() => {
    account().then(
      (found) => setOwn(found ?? "nobody"),
      () => setFailed(true),
    );
  }, []);
  return (
    <>
      <PageTitle>{words.account.title}</PageTitle>
      {note === "" ? null : (
        <p className="done" role="status">
          {note}
        </p>
      )}
      {failed ? (
        <p className="alert" role="alert">
          {words.account.failed}
        </p>
      ) : null}
      {own === undefined && !failed ? <p role="status">{words.account.loading}</p> : null}
      {own === "nobody" ? (
        <>
          <p>{words.account.optional}</p>
          <SignInForm
            onSignedIn={(found) => {
              setNote("");
              setOwn(found);
            }}
          />
          <p className="hint">{words.account.private}</p>
        </>
      ) : null}
      {own !== undefined && own !== "nobody" && opened !== undefined ? (
        <OpenRequest number={opened} onClose={() => setOpened(undefined)} />
      ) : null}
      {own !== undefined && own !== "nobody" && opened === undefined ? (
        <SignedIn
          own={own}
          onOpen={setOpened}
          onLeft={(why) => {
            signedOut();
            setNote(why);
            setOwn("nobody");
          }}
        />
      ) : null}
    </>
  );
}

type SignedInProps = { own: Account; onOpen: (number: string) => void; onLeft: (why: string) => void };

function SignedIn({ own, onOpen, onLeft }: SignedInProps) {
  const { words } = useSettings();
  const [attached, setAttached] = useState(0);
  return (
    <>
      <p className="hint">{words.account.signedIn(own.phone)}</p>
      <OwnRequests key={attached} onOpen={onOpen} />
      <Attach onAttached={() => setAttached(attached + 1)} />
      <NameForm own={own} />
      <section className="panel" aria-labelledby="mine">
        <h2 id="mine">{words.account.mine}</h2>
        <p className="hint">{words.account.exportHint}</p>
        <a className="button" href="/api/v1/portal/account/export" download="hemu-my-data.json">
          {words.account.export}
        </a>
      </section>
      <Leave onLeft={onLeft} />
    </>
  );
}

function Attach({ onAttached }: { onAttached: () => void }) {
  const { words, language } = useSettings();
  const [number, setNumber] = useState("");
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState<Problem>();
  const [done, setDone] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWrong(undefined);
    setDone(false);
    try {
      const body = { number: tidyNumber(number), code: tidyCode(code) };
      await unwrap(client.POST("/api/v1/portal/account/requests", { params: { header: headers() }, body }));
      setNumber("");
      setCode("");
      setDone(true);
      onAttached();
    } catch (error) {
      setWrong(problemOf(error));
    }
  }

  const error = wrong && (wrong.status === 404 ? words.track.notFound : told(wrong, language));
  return (
    <details className="panel">
      <summary>{words.account.attach}</summary>
      <form onSubmit={(event) => void submit(event)} noValidate aria-label={words.account.attach}>
        <p className="hint">{words.account.attachHint}</p>
        <Field id="number" label={words.track.number} error={error}>
          {(described) => (
            <input
              {...described}
              type="text"
              autoComplete="off"
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          )}
        </Field>
        <Field id="code" label={words.track.code}>
          {(described) => (
            <input
              {...described}
              type="text"
              autoComplete="off"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <button type="submit" className="button">
          {words.account.attach}
        </button>
        <p role="status">{done ? words.account.attached : ""}</p>
      </form>
    </details>
  );
}

function NameForm({ own }: { own: Account }) {
  const { words, language } = useSettings();
  const [name, setName] = useState(own.name);
  const [wrong, setWrong] = useState<Problem>();
  const [saved, setSaved] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWrong(undefined);
    setSaved(false);
    try {
      await unwrap(
        client.POST("/api/v1/portal/account/name", { params: { header: headers() }, body: { name } }),
      );
      setSaved(true);
    } catch (error) {
      setWrong(problemOf(error));
    }
  }

  return (
    <form
      className="part"
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={words.account.name}
    >
      <Field
        id="name"
        label={words.account.name}
        hint={words.account.nameHint}
        error={wrong && told(wrong, language)}
      >
        {(described) => (
          <input
            {...described}
            type="text"
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button">
        {words.account.saveName}
      </button>
      <p role="status">{saved ? words.account.nameSaved : ""}</p>
    </form>
  );
}

function Leave({ onLeft }: { onLeft: (why: string) => void }) {
  const { words, language } = useSettings();
  const [sure, setSure] = useState(false);
  const [missing, setMissing] = useState(false);
  const [wrong, setWrong] = useState<Problem>();

  async function leave(path: "/api/v1/portal/account/session/end" | "/api/v1/portal/account/deletion") {
    try {
      await unwrap(client.POST(path, { params: { header: headers() }, body: {} }));
      onLeft(path.endsWith("deletion") ? words.account.deleted : "");
    } catch (error) {
      setWrong(problemOf(error));
    }
  }

  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() => void leave("/api/v1/portal/account/session/end")}
      >
        {words.account.signOut}
      </button>
      <details className="panel">
        <summary>{words.account.delete}</summary>
        <p>{words.account.deleteHint}</p>
        <div className={missing ? "field field-wrong" : "field"}>
          <label className="choice">
            <input
              type="checkbox"
              checked={sure}
              aria-invalid={missing ? true : undefined}
              aria-describedby={missing ? "delete-error" : undefined}
              onChange={(event) => {
                setSure(event.target.checked);
                setMissing(false);
              }}
            />
            <span>{words.account.deleteSure}</span>
          </label>
          <FieldError id="delete" error={missing ? words.account.deleteMissing : undefined} />
        </div>
        <button
          type="button"
          className="button button-primary button-grave"
          onClick={() => (sure ? void leave("/api/v1/portal/account/deletion") : setMissing(true))}
        >
          {words.account.delete}
        </button>
      </details>
      {wrong === undefined ? null : (
        <p className="alert" role="alert">
          {told(wrong, language)}
        </p>
      )}
    </>
  );
}
