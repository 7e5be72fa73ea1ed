import type { Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button } from "../../antd.ts";
import { suggestQuery } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed } from "../../shell/Page.tsx";

const TYPING_PAUSE = 400;
const SHOWN = 5;

/** The text once typing has paused. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

interface Props {
  text: string;
  division: string | undefined;
  chosen: string | undefined;
  choose: (matter: string) => void;
}

function Suggestion({
  suggestion,
  chosen,
  choose,
}: {
  suggestion: Schemas["SuggestionView"];
  chosen: boolean;
  choose: () => void;
}) {
  const { language, words } = useSpeech();
  const { matter, lead } = suggestion;
  return (
    <li className={chosen ? "suggestion chosen" : "suggestion"}>
      <div className="suggestion-head">
        <strong>{nameIn(language, matter)}</strong>
        <Button
          size="small"
          type={chosen ? "primary" : "default"}
          aria-label={`${chosen ? words.record.used : words.record.use} ${nameIn(language, matter)}`}
          aria-pressed={chosen}
          onClick={choose}
        >
          {chosen ? words.record.used : words.record.use}
        </Button>
      </div>
      <div className="suggestion-facts">
        <span>{wordFor(words.codes.matterClass, matter.class)}</span>
        <span>
          {words.record.suggestionLead}：{lead ? nameIn(language, lead) : words.record.suggestionLeadLater}
        </span>
        {matter.on_the_spot && <Mark kind="main">{words.record.suggestionOnSpot}</Mark>}
      </div>
      <div className="suggestion-words">
        {words.record.suggestionWords}：
        {suggestion.words.map((word) => (
          <mark key={word}>{word}</mark>
        ))}
      </div>
    </li>
  );
}

/** Likely matters for what is being typed, each with the words that led to it. A person decides. */
export function SuggestMatters({ text, division, chosen, choose }: Props) {
  const { words } = useSpeech();
  const paused = usePaused(text);
  const query = useQuery(suggestQuery(paused, division));
  const long = paused.trim().length >= 4;
  const found = (long && query.data?.slice(0, SHOWN)) || [];

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const picked = event.altKey ? found[Number(event.key) - 1] : undefined;
      if (picked) {
        event.preventDefault();
        choose(picked.matter.id);
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });

  return (
    <section className="panel suggestions" aria-labelledby="suggestions-title">
      <h2 id="suggestions-title">{words.record.suggestions}</h2>
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {!long && <p className="quiet">{words.record.suggestionsWait}</p>}
      {long && query.isSuccess && found.length === 0 && (
        <p className="quiet">{words.record.suggestionsNone}</p>
      )}
      {found.length > 0 && (
        <>
          <ol aria-live="polite">
            {found.map((suggestion) => (
              <Suggestion
                key={suggestion.matter.id}
                suggestion={suggestion}
                chosen={suggestion.matter.id === chosen}
                choose={() => choose(suggestion.matter.id)}
              />
            ))}
          </ol>
          <p className="quiet">{words.record.pickKeys}</p>
        </>
      )}
    </section>
  );
}
