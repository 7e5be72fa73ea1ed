import { useSettings } from "../../settings.tsx";
import { longTime } from "../../ui/time.ts";
import type { Tracked } from "../look.ts";
import { type OwnAction, RIGHTS } from "./draft.ts";

/** What a person may ask about their own data, and what became of it. */
export function YourData({ tracked, onAct }: { tracked: Tracked; onAct: (action: OwnAction) => void }) {
  const { words, language } = useSettings();
  const own = words.own.right;
  if (tracked.erased_at) {
    return (
      <section className="panel" aria-labelledby="data">
        <h3 id="data">{own.panel}</h3>
        <p>{own.erased(longTime(tracked.erased_at, language))}</p>
      </section>
    );
  }
  return (
    <section className="panel" aria-labelledby="data">
      <h3 id="data">{own.panel}</h3>
      <p className="hint">{own.doorHint}</p>
      {tracked.rights.length === 0 ? null : (
        <ul className="points">
          {tracked.rights.map((asked) => {
            const right = RIGHTS.find((one) => one === asked.right);
            const name = right === undefined ? asked.right : own.short[right];
            const state =
              asked.state === "open"
                ? own.waits(longTime(asked.due_at, language))
                : asked.state === "granted"
                  ? own.granted
                  : own.refused;
            return <li key={`${asked.asked_at} ${asked.right}`}>{own.line(name, state)}</li>;
          })}
        </ul>
      )}
      <button type="button" className="button" onClick={() => onAct("right")}>
        {own.door}
      </button>
    </section>
  );
}
