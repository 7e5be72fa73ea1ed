import type { Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { requestQuery } from "../../../api/queries.ts";
import { nameIn, useSpeech, useWords, wordFor } from "../../../i18n/index.tsx";
import { replyClock } from "../fields/replyClock.ts";
import { lastDay } from "./saidOf.ts";

type Ask = Schemas["AskView"];
type Page = Schemas["RequestPage"];

/** The request that another is to be merged into: enough of it to see whether it is the same thing. */
function MainRequest({ id }: { id: string }) {
  const words = useWords();
  const found = useQuery(requestQuery(id));
  if (found.isPending) {
    return words.shell.loading;
  }
  if (found.isError) {
    return words.asks.unreadableCase;
  }
  const message = found.data.timeline[0]?.texts.find((text) => text.kind === "message")?.text;
  return (
    <>
      <Link to="/cases/$request" params={{ request: id }} className="number">
        {found.data.number}
      </Link>{" "}
      {wordFor(words.codes.stage, found.data.stage)}
      <span className="main-message">{message ?? words.caseItem.erased}</span>
    </>
  );
}

/** The terms of an ask: its reason, and what its kind has besides. */
export function AskTerms({ ask, request }: { ask: Ask; request: Page }) {
  const { language, words } = useSpeech();
  const { asks } = words;
  const counts = wordFor(words.codes.counts, replyClock(request)?.counts ?? "");
  const terms: [string, ReactNode][] = [[asks.reason, wordFor(words.codes.askReason, ask.reason)]];
  if (ask.amount) {
    terms.push([asks.amount, `${ask.amount} ${counts}`]);
  }
  if (ask.until) {
    terms.push([ask.kind === "park" ? asks.reviewDay : asks.until, lastDay(ask.until)]);
  }
  if (ask.named) {
    terms.push([ask.state === "granted" ? asks.ruled : asks.named, nameIn(language, ask.named)]);
  }
  if (ask.parent) {
    terms.push([asks.into, <MainRequest key="parent" id={ask.parent} />]);
  }
  return (
    <dl className="terms">
      {terms.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
