import type { Schemas } from "@hemu/api";
import { shortTime, untilDue } from "@hemu/format";
import { Link } from "@tanstack/react-router";
import type { TableProps } from "../../antd.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { DueDot } from "../../shell/DueDot.tsx";
import { Mark } from "../../shell/Mark.tsx";

type Line = Schemas["WorklistLine"];

function Due({ line, now }: { line: Line; now: string }) {
  const { language, words } = useSpeech();
  if (!line.due_at || !line.colour) {
    return <span className="quiet">{words.cases.noClock}</span>;
  }
  return (
    <span className="due">
      <DueDot colour={line.colour} />
      {untilDue(line.due_at, now, language)}
    </span>
  );
}

/** The place without the city, which is always the same. */
function placeOf(line: Line): string {
  return line.place
    .slice(1)
    .map((division) => division.name)
    .join(" ");
}

/** The stage is shown where a queue holds more than one. */
export function useColumns(now: string, staged: boolean): TableProps<Line>["columns"] {
  const { language, words } = useSpeech();
  return [
    {
      title: words.cases.number,
      width: 158,
      render: (_, line) => (
        <Link to="/cases/$request" params={{ request: line.id }} tabIndex={-1} className="number">
          {line.number}
        </Link>
      ),
    },
    { title: words.cases.dueColumn, width: 124, render: (_, line) => <Due line={line} now={now} /> },
    {
      title: words.cases.summary,
      ellipsis: true,
      render: (_, line) => (
        <>
          {line.label !== "normal" && <Mark kind="care">{wordFor(words.codes.label, line.label)}</Mark>}
          {line.round > 1 && <Mark>{words.caseItem.round(line.round)}</Mark>}
          {line.summary ?? words.cases.erased}
        </>
      ),
    },
    {
      title: words.cases.matter,
      width: 150,
      ellipsis: true,
      render: (_, line) => (line.matter ? nameIn(language, line.matter) : words.cases.noMatter),
    },
    { title: words.cases.place, width: 200, ellipsis: true, render: (_, line) => placeOf(line) },
    {
      title: words.cases.unit,
      width: 150,
      ellipsis: true,
      render: (_, line) => nameIn(language, line.lead ?? line.holder),
    },
    ...(staged
      ? [
          {
            title: words.cases.stage,
            width: 84,
            render: (_: unknown, line: Line) => wordFor(words.codes.stage, line.stage),
          },
        ]
      : []),
    {
      title: words.cases.opened,
      width: 112,
      render: (_, line) => <time dateTime={line.opened_at}>{shortTime(line.opened_at, now)}</time>,
    },
  ];
}
