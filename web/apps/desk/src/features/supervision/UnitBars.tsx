import type { Schemas } from "@hemu/api";
import { useState } from "react";
import { Button } from "../../antd.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { NumberLink } from "./NumberLink.tsx";

const SHOWN = 12;
const WORST_FIRST = ["overdue", "red", "yellow", "green", "none"];

/** The colours of one unit or place as a bar; each part opens its cases. */
export function ColourBar({
  name,
  colours,
  of,
}: {
  name: string;
  colours: Schemas["CodedNumber"][];
  of: number;
}) {
  const { words } = useSpeech();
  const parts = WORST_FIRST.flatMap((code) => colours.filter((one) => one.code === code && one.count > 0));
  const all = parts.reduce((sum, part) => sum + part.count, 0);
  return (
    <span className="bar" style={{ width: `${Math.max(4, (100 * all) / Math.max(of, 1))}%` }}>
      {parts.map((part) => (
        <NumberLink
          key={part.code}
          list={part.list}
          className={`bar-part bar-${part.code}`}
          style={{ flexGrow: part.count }}
          label={`${name} ${wordFor(words.supervision.colour, part.code)} ${words.supervision.cases(part.count)}`}
        >
          {part.count}
        </NumberLink>
      ))}
    </span>
  );
}

/** Open cases by lead unit, most overdue first. */
export function UnitBars({ units }: { units: Schemas["BoardUnitView"][] }) {
  const { language, words } = useSpeech();
  const w = words.supervision;
  const [all, setAll] = useState(false);
  const most = Math.max(1, ...units.map((unit) => unit.open.count));
  const shown = all ? units : units.slice(0, SHOWN);
  return (
    <section className="panel" aria-labelledby="burning-title">
      <h2 id="burning-title">{w.burning}</h2>
      <p className="quiet">{w.burningHint}</p>
      <p className="legend" aria-hidden>
        {WORST_FIRST.map((code) => (
          <span key={code}>
            <i className={`bar-${code}`} />
            {wordFor(w.colour, code)}
          </span>
        ))}
      </p>
      <ul className="bars">
        {shown.map((one) => {
          const name = one.unit ? nameIn(language, one.unit) : w.noUnit;
          return (
            <li key={one.unit?.id ?? "none"}>
              <NumberLink list={one.open.list} className="bar-name" label={w.listOf(name)}>
                {name} <b>{one.open.count}</b>
              </NumberLink>
              <ColourBar name={name} colours={one.colours} of={most} />
            </li>
          );
        })}
      </ul>
      {units.length > SHOWN && (
        <Button type="link" size="small" className="plain-link" onClick={() => setAll(!all)}>
          {all ? w.fewerUnits : w.moreUnits(units.length)}
        </Button>
      )}
    </section>
  );
}
