import type { Schemas } from "@hemu/api";
import { Link } from "@tanstack/react-router";
import { useSpeech, wordFor } from "../../../i18n/index.tsx";

type Page = Schemas["RequestPage"];

function Other({ other }: { other: Schemas["LinkedView"] }) {
  const { words } = useSpeech();
  return (
    <>
      <Link to="/cases/$request" params={{ request: other.id }} className="number">
        {other.number}
      </Link>{" "}
      {wordFor(words.codes.stage, other.stage)}
    </>
  );
}

/** What the request is merged into, or what is merged into it. */
export function Merged({ request }: { request: Page }) {
  const { words } = useSpeech();
  const { asks } = words;
  const { merged_into: parent, children } = request;
  return (
    <>
      {parent && (
        <section className="panel banner" aria-label={asks.mergedInto}>
          <p>
            <strong>{asks.mergedInto}</strong> <Other other={parent} />
          </p>
          <p className="quiet">{asks.mergedHint}</p>
        </section>
      )}
      {children.length > 0 && (
        <section className="panel banner" aria-labelledby="children-title">
          <h2 id="children-title">{asks.children(children.length)}</h2>
          <ul className="children">
            {children.map((child) => (
              <li key={child.id}>
                <Other other={child} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {request.unreasonable && <p className="panel banner">{asks.unreasonable}</p>}
    </>
  );
}
