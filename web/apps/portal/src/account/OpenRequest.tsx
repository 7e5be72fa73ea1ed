import { useCallback, useEffect, useRef, useState } from "react";
import { useSettings } from "../settings.tsx";
import { look, type Tracked } from "../tracking/look.ts";
import type { OwnAction } from "../tracking/own/draft.ts";
import { OwnForm } from "../tracking/own/OwnForm.tsx";
import { TrackedView } from "../tracking/TrackedView.tsx";

/** One of one's own requests, opened by the account instead of a code. */
export function OpenRequest({ number, onClose }: { number: string; onClose: () => void }) {
  const { words } = useSettings();
  const [tracked, setTracked] = useState<Tracked>();
  const [failed, setFailed] = useState(false);
  const [acting, setActing] = useState<OwnAction>();
  const [done, setDone] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);

  const load = useCallback(async () => {
    setFailed(false);
    try {
      setTracked(await look(number, ""));
      window.scrollTo(0, 0);
      heading.current?.focus();
    } catch {
      setFailed(true);
    }
  }, [number]);
  useEffect(() => void load(), [load]);

  if (acting !== undefined) {
    return (
      <OwnForm
        number={number}
        code=""
        action={acting}
        onDone={(sent) => {
          setDone(sent.earlier ? words.own.earlier : words.own[sent.action].done);
          setActing(undefined);
          void load();
        }}
        onBack={() => setActing(undefined)}
      />
    );
  }
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {words.track.result(number)}
      </h2>
      {done === "" ? null : (
        <p className="done" role="status">
          {done}
        </p>
      )}
      {tracked === undefined ? null : <TrackedView tracked={tracked} onAct={setActing} />}
      {failed ? (
        <p className="alert" role="alert">
          {words.track.failed}
        </p>
      ) : null}
      <div className="actions">
        <button type="button" className="button button-primary" onClick={() => void load()}>
          {words.track.refresh}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {words.account.back}
        </button>
      </div>
    </>
  );
}
