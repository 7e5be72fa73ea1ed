import type { Schemas } from "@hemu/api";
import { percent } from "@hemu/format";
import { nameIn, useSpeech } from "../../i18n/index.tsx";

/** Shares confirmed, each with the interval that so few cases leave open. In order of names: too few rank nobody. */
export function ConfirmedShares({ shares }: { shares: Schemas["ConfirmedView"][] }) {
  const { language, words } = useSpeech();
  const w = words.reaudit;
  const named = shares
    .map((one) => ({ one, name: one.unit ? nameIn(language, one.unit) : "" }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  return (
    <section className="panel" aria-labelledby="confirmed-title">
      <h2 id="confirmed-title">{w.confirmed}</h2>
      {named.length === 0 && <p className="quiet">{w.noFindings}</p>}
      <ul className="shares">
        {named.map(({ one, name }) => (
          <li key={one.unit?.id ?? "total"}>
            <span className="share-name">{name || <strong>{w.total}</strong>}</span>
            <span>
              <strong>{percent(one.basis_points)}</strong> {w.share(one.confirmed, one.cases)}
            </span>
            <span className="interval" aria-hidden>
              <span
                style={{
                  left: `${(one.low ?? 0) / 100}%`,
                  width: `${((one.high ?? 0) - (one.low ?? 0)) / 100}%`,
                }}
              />
            </span>
            <span className="quiet">
              {w.interval} {percent(one.low)} – {percent(one.high)}
              {one.enough ? "" : ` · ${w.tooFew}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
