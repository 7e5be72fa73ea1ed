import type { Schemas } from "@hemu/api";
import { shortTime, untilDue } from "@hemu/format";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../antd.ts";
import { explainQuery } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { DueDot } from "../../shell/DueDot.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";

function Explanation({ request, clock }: { request: string; clock: string }) {
  const { language, words } = useSpeech();
  const found = useQuery(explainQuery(request, clock));
  if (found.isPending) {
    return <Loading />;
  }
  if (found.isError) {
    return <Failed error={found.error} retry={() => found.refetch()} />;
  }
  return (
    <div className="explanation">
      <ol>
        {found.data.sentences.map((sentence) => (
          <li key={sentence.zh}>{language === "zh" ? sentence.zh : sentence.en}</li>
        ))}
      </ol>
      <p>
        {words.caseItem.calendar(found.data.calendar_version)}
        {found.data.provisional && ` · ${words.caseItem.provisional}`}
      </p>
    </div>
  );
}

function state(
  clock: Schemas["ClockView"],
  now: string,
  language: "zh" | "en",
  words: ReturnType<typeof useSpeech>["words"],
) {
  if (clock.stopped_at) {
    return clock.colour === "overdue" ? words.caseItem.late : words.caseItem.inTime;
  }
  if (clock.paused || !clock.due_at) {
    return words.caseItem.paused;
  }
  return untilDue(clock.due_at, now, language);
}

function ClockItem({ request, clock }: { request: Schemas["RequestPage"]; clock: Schemas["ClockView"] }) {
  const { language, words } = useSpeech();
  const [explained, setExplained] = useState(false);
  const name = wordFor(words.codes.clock, clock.kind);
  return (
    <li className={clock.stopped_at ? "clock stopped" : "clock"}>
      <div className="clock-head">
        <DueDot colour={clock.colour} />
        <h3>
          {name}
          {clock.round > 1 && ` · ${words.caseItem.round(clock.round)}`}
        </h3>
        <strong>{state(clock, request.now, language, words)}</strong>
      </div>
      <p>
        {nameIn(language, clock.unit)} · {clock.amount} {wordFor(words.codes.counts, clock.counts)}
      </p>
      <p>
        {words.caseItem.due} {clock.due_at ? shortTime(clock.due_at, request.now) : "–"}
        {clock.stopped_at && ` · ${words.caseItem.stopped} ${shortTime(clock.stopped_at, request.now)}`}
      </p>
      {clock.muted && !clock.stopped_at && <p>{words.caseItem.muted}</p>}
      <p className="basis">
        {words.caseItem.basis}：{clock.legal_basis}
      </p>
      <Button
        size="small"
        type="link"
        className="explain"
        aria-expanded={explained}
        aria-label={`${name}：${explained ? words.caseItem.hideExplain : words.caseItem.explain}`}
        onClick={() => setExplained(!explained)}
      >
        {explained ? words.caseItem.hideExplain : words.caseItem.explain}
      </Button>
      {explained && <Explanation request={request.id} clock={clock.id} />}
    </li>
  );
}

/** Running clocks first, then those that have stopped. */
export function RequestClocks({ request }: { request: Schemas["RequestPage"] }) {
  const { words } = useSpeech();
  const ordered = [
    ...request.clocks.filter((clock) => !clock.stopped_at),
    ...request.clocks.filter((clock) => clock.stopped_at),
  ];
  return (
    <section className="panel" aria-labelledby="clocks-title">
      <h2 id="clocks-title">{words.caseItem.clocks}</h2>
      {ordered.length === 0 && <p className="quiet">{words.caseItem.noClocks}</p>}
      <ul className="clocks">
        {ordered.map((clock) => (
          <ClockItem key={clock.id} request={request} clock={clock} />
        ))}
      </ul>
    </section>
  );
}
