import type { Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { nameIn, useSpeech, wordFor } from "../../../i18n/index.tsx";
import { Mark } from "../../../shell/Mark.tsx";
import { AskTerms } from "./AskTerms.tsx";
import { type Said, saidOf } from "./saidOf.ts";

type Ask = Schemas["AskView"];
type Page = Schemas["RequestPage"];

function SaidLine({ label, said }: { label: string; said: Said }) {
  const { words } = useSpeech();
  return (
    <p className="said">
      <span className="said-kind">{label}</span>
      {said.text ?? words.caseItem.erased}
    </p>
  );
}

function SettledAsk({ ask, request }: { ask: Ask; request: Page }) {
  const { language, words } = useSpeech();
  const { asks, codes } = words;
  const [asked, ...since] = saidOf(request.timeline, ask.id);
  const label = (said: Said) =>
    said.action === "answer_order"
      ? asks.answered
      : said.action === "review_order"
        ? asks.reviewed
        : asks.decided;
  return (
    <li className="settled">
      <div className="step-head">
        <h3>{wordFor(codes.ask, ask.kind)}</h3>
        <Mark kind={ask.state === "granted" ? "main" : undefined}>
          {ask.kind === "order" && ask.state === "granted" ? asks.accept : wordFor(codes.askState, ask.state)}
        </Mark>
        <span>{nameIn(language, ask.unit)}</span>
        <time dateTime={ask.at}>
          {shortTime(ask.at, request.now)}
          {ask.settled_at && ` → ${shortTime(ask.settled_at, request.now)}`}
        </time>
      </div>
      <AskTerms ask={ask} request={request} />
      {asked && <SaidLine label={ask.kind === "order" ? asks.ordered : asks.asked} said={asked} />}
      {since.map((said) => (
        <SaidLine key={said.at} label={label(said)} said={said} />
      ))}
      {ask.state === "lapsed" && <p className="quiet">{asks.lapsedHint}</p>}
    </li>
  );
}

/** What was asked and settled stays to be read. */
export function SettledAsks({ request }: { request: Page }) {
  const { words } = useSpeech();
  const settled = request.asks.filter((ask) => ask.state !== "open" && ask.state !== "answered");
  if (settled.length === 0) {
    return null;
  }
  return (
    <section className="panel" aria-labelledby="settled-title">
      <h2 id="settled-title">{words.asks.settled}</h2>
      <ul>
        {settled.map((ask) => (
          <SettledAsk key={ask.id} ask={ask} request={request} />
        ))}
      </ul>
    </section>
  );
}
