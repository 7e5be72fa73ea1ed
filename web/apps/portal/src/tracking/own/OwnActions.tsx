import { useSettings } from "../../settings.tsx";
import type { Tracked } from "../look.ts";
import { keptOwn, OWN_ACTIONS, type OwnAction } from "./draft.ts";

/** What is waited for stands out; what ends the request does not. */
const LOOKS: Partial<Record<OwnAction, string>> = { rate: " own-door-first", withdraw: " own-door-quiet" };

/** What the resident may do now: a large door each, and the reason where one is shut. */
export function OwnActions({ tracked, onAct }: { tracked: Tracked; onAct: (action: OwnAction) => void }) {
  const { words, language } = useSettings();
  const offers = OWN_ACTIONS.flatMap((action) => {
    const offer = tracked.actions.find((one) => one.action === action);
    return offer === undefined ? [] : [{ ...offer, action }];
  });
  if (offers.length === 0) {
    return null;
  }
  return (
    <section className="own" aria-labelledby="own">
      <h3 id="own">{words.own.title}</h3>
      <ul>
        {offers.map(({ action, allowed, reason, reason_en }) => (
          <li key={action}>
            {allowed ? (
              <button
                type="button"
                className={`own-door${LOOKS[action] ?? ""}`}
                onClick={() => onAct(action)}
              >
                <strong>{words.own[action].door}</strong>
                <span>{keptOwn(tracked.number, action) ? words.own.begun : words.own[action].doorHint}</span>
              </button>
            ) : (
              <p className="own-door own-shut">
                <strong>{words.own[action].door}</strong>
                <span>
                  {words.own.notNow}
                  {language === "en" ? reason_en : reason}
                </span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
