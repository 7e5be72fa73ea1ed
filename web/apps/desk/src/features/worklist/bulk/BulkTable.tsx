import type { Schemas } from "@hemu/api";
import { Link } from "@tanstack/react-router";
import { nameIn, useSpeech, wordFor } from "../../../i18n/index.tsx";
import { decides } from "../../request/actions/codes.ts";
import { askFor } from "../../request/actions/send.ts";
import type { Item, Verdict } from "./plan.ts";

type Page = Schemas["RequestPage"];

export interface Row {
  /** The case as the list showed it when it was chosen. */
  line: Schemas["WorklistLine"];
  /** As it stands; nothing when it could not be read. */
  page?: Page;
  verdict: Verdict;
  item?: Item;
}

/** What would be decided, so that nobody grants what they did not see. */
function AskInShort({ page, action }: { page?: Page; action: string }) {
  const { language, words } = useSpeech();
  const ask = page && decides(action) && askFor(page, action);
  return ask ? (
    <span className="quiet ask-short">
      {`${wordFor(words.codes.ask, ask.kind)}（${wordFor(words.codes.askReason, ask.reason)}，${nameIn(language, ask.unit)}）`}
    </span>
  ) : null;
}

function Result({ row }: { row: Row }) {
  const { language, words } = useSpeech();
  const { page, verdict, item } = row;
  if (item) {
    return (
      <>
        <span className={`bulk-${item.state}`}>
          {words.bulk.states[item.state]}
          {item.why && `：${item.why}`}
        </span>
        <AskInShort page={page} action={item.action} />
      </>
    );
  }
  if (verdict.possible) {
    return (
      <>
        <span className="bulk-possible">{words.bulk.possible}</span>
        <AskInShort page={page} action={verdict.action} />
      </>
    );
  }
  const why =
    typeof verdict.why === "string"
      ? words.bulk.why[verdict.why]
      : language === "zh"
        ? verdict.why.zh
        : verdict.why.en;
  return <span className="quiet">{why}</span>;
}

/** One line a case: before, what would happen; after, what did. Nothing is left out. */
export function BulkTable({ rows, ran }: { rows: Row[]; ran: boolean }) {
  const { language, words } = useSpeech();
  return (
    <table className="bulk-table cases">
      <thead>
        <tr>
          <th scope="col">{words.bulk.number}</th>
          <th scope="col">{words.bulk.summary}</th>
          <th scope="col">{words.cases.stage}</th>
          <th scope="col">{ran ? words.bulk.outcome : words.bulk.result}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line.id}>
            <td>
              <Link to="/cases/$request" params={{ request: row.line.id }} target="_blank" className="number">
                {row.line.number}
              </Link>
            </td>
            <td className="bulk-message">
              {row.line.summary ?? words.cases.erased}
              {row.line.lead && <span className="quiet">{` · ${nameIn(language, row.line.lead)}`}</span>}
            </td>
            <td>{wordFor(words.codes.stage, (row.page ?? row.line).stage)}</td>
            <td>
              <Result row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
