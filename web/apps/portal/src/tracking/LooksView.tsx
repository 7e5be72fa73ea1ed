import { useState } from "react";
import { useSettings } from "../settings.tsx";
import { longTime } from "../ui/time.ts";
import type { Words } from "../words/index.ts";
import type { Tracked } from "./look.ts";

type Look = Tracked["looks"][number];

const SHOWN_FIRST = 5;

function wordIn(words: Record<string, string>, code: string): string | undefined {
  return Object.entries(words).find(([own]) => own === code)?.[1];
}

function said(look: Look, words: Words): string {
  const { track } = words;
  const what = look.purpose === "call" ? track.lookedCall : wordIn(track.looked, look.what);
  const purpose = wordIn(track.purposes, look.purpose);
  return `${what ?? track.stepOther}${purpose === undefined ? "" : `（${purpose}）`}`;
}

/** Who looked at one's request, newest first: a few, and all on demand. */
export function LooksView({ looks }: { looks: Look[] }) {
  const { words, language } = useSettings();
  const { track } = words;
  const [all, setAll] = useState(false);
  const shown = all ? looks : looks.slice(0, SHOWN_FIRST);
  return (
    <section aria-labelledby="looks">
      <h3 id="looks">{track.looksTitle}</h3>
      <p className="hint">{track.looksNote}</p>
      {looks.length === 0 ? <p>{track.looksNone}</p> : null}
      <ol className="steps">
        {shown.map((look) => (
          <li key={`${look.at} ${look.unit} ${look.role} ${look.what} ${look.purpose}`}>
            <time dateTime={look.at}>{longTime(look.at, language)}</time>
            <strong>
              {language === "en" ? look.unit_en || look.unit : look.unit} ·{" "}
              {wordIn(track.roles, look.role) ?? track.roleOther}
            </strong>
            <span>{said(look, words)}</span>
          </li>
        ))}
      </ol>
      {!all && SHOWN_FIRST < looks.length ? (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {track.looksMore(looks.length)}
        </button>
      ) : null}
    </section>
  );
}
