import { type FormEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { SendFiles } from "../files/SendFiles.tsx";
import { keptReceipt } from "../filing/receipt.ts";
import { useSettings } from "../settings.tsx";
import { look, type Tracked, tidyCode } from "../tracking/look.ts";
import type { OwnAction } from "../tracking/own/draft.ts";
import { OwnForm } from "../tracking/own/OwnForm.tsx";
import { TrackedView } from "../tracking/TrackedView.tsx";
import { Field } from "../ui/Field.tsx";
import { PageTitle } from "../ui/PageTitle.tsx";
import { problemOf } from "../ui/told.ts";

type Wrong = "number" | "code" | "notFound" | "failed";

export function TrackPage() {
  const { words } = useSettings();
  const [number, setNumber] = useState(() => keptReceipt()?.number ?? "");
  const [code, setCode] = useState(() => keptReceipt()?.code ?? "");
  const [tracked, setTracked] = useState<Tracked>();
  const [wrong, setWrong] = useState<Wrong>();
  const [looking, setLooking] = useState(false);
  const [acting, setActing] = useState<OwnAction>();
  const [done, setDone] = useState<{ action: OwnAction; earlier: boolean }>();
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  function show(found: Wrong): void {
    flushSync(() => {
      setWrong(found);
      // What is already shown stays when only the network failed.
      setTracked(found === "failed" ? tracked : undefined);
      setLooking(false);
    });
    (
      form.current?.querySelector<HTMLElement>("[aria-invalid]") ?? document.getElementById("track-alert")
    )?.focus();
  }

  async function submit(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    if (looking) {
      return;
    }
    if (number.trim() === "" || code.trim() === "") {
      show(number.trim() === "" ? "number" : "code");
      return;
    }
    setLooking(true);
    setWrong(undefined);
    try {
      const found = await look(number, code);
      flushSync(() => {
        setTracked(found);
        setLooking(false);
      });
      window.scrollTo(0, 0);
      heading.current?.focus();
    } catch (error) {
      const { status } = problemOf(error);
      show(status === 404 || status === 400 ? "notFound" : "failed");
    }
  }

  /** Look again without a word: a file has arrived. */
  async function again(): Promise<void> {
    setTracked(await look(number, code).catch(() => tracked));
  }

  if (tracked !== undefined && acting !== undefined) {
    return (
      <>
        <PageTitle>{words.track.title}</PageTitle>
        <OwnForm
          number={tracked.number}
          code={code}
          action={acting}
          onDone={(sent) => {
            setDone(sent);
            setActing(undefined);
            void submit();
          }}
          onBack={() => {
            flushSync(() => {
              setDone(undefined);
              setActing(undefined);
            });
            window.scrollTo(0, 0);
            heading.current?.focus();
          }}
        />
      </>
    );
  }

  if (tracked !== undefined) {
    return (
      <>
        <PageTitle>{words.track.title}</PageTitle>
        <h2 ref={heading} tabIndex={-1} data-testid="tracked">
          {words.track.result(tracked.number)}
        </h2>
        {done === undefined ? null : (
          <p className="done" role="status">
            {done.earlier ? words.own.earlier : words.own[done.action].done}
          </p>
        )}
        <TrackedView tracked={tracked} code={tidyCode(code)} onAct={setActing} />
        <SendFiles
          number={tracked.number}
          code={tidyCode(code)}
          have={tracked.files.filter((file) => file.by === "resident").length}
          onDone={() => void again()}
        />
        {wrong === "failed" ? (
          <p className="alert" role="alert" id="track-alert" tabIndex={-1}>
            {words.track.failed}
          </p>
        ) : null}
        <div className="actions">
          <button
            type="button"
            className="button button-primary"
            aria-disabled={looking}
            onClick={() => {
              setDone(undefined);
              void submit();
            }}
          >
            {looking ? words.track.looking : words.track.refresh}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              setTracked(undefined);
              setDone(undefined);
              setNumber("");
              setCode("");
            }}
          >
            {words.track.other}
          </button>
        </div>
      </>
    );
  }

  const together = wrong === "notFound";
  return (
    <>
      <PageTitle>{words.track.title}</PageTitle>
      <p>{words.track.intro}</p>
      <form
        ref={form}
        onSubmit={(event) => void submit(event)}
        noValidate
        aria-label={words.track.title}
        className="part"
      >
        {together || wrong === "failed" ? (
          <p className="alert" role="alert" id="track-alert" tabIndex={-1}>
            {together ? words.track.notFound : words.track.failed}
          </p>
        ) : null}
        <Field
          id="number"
          label={words.track.number}
          hint={words.track.numberHint}
          error={wrong === "number" ? words.track.numberMissing : undefined}
        >
          {(described) => (
            <input
              {...described}
              {...(together ? { "aria-invalid": true, "aria-describedby": "track-alert" } : {})}
              type="text"
              inputMode="text"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          )}
        </Field>
        <Field
          id="code"
          label={words.track.code}
          hint={words.track.codeHint}
          error={wrong === "code" ? words.track.codeMissing : undefined}
        >
          {(described) => (
            <input
              {...described}
              {...(together ? { "aria-invalid": true, "aria-describedby": "track-alert" } : {})}
              type="text"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <button type="submit" className="button button-primary" aria-disabled={looking}>
          {looking ? words.track.looking : words.track.submit}
        </button>
      </form>
    </>
  );
}
