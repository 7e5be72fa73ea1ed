import { client, type Schemas, unwrap } from "@hemu/api";
import { useCallback, useEffect, useState } from "react";
import { useSettings } from "../settings.tsx";
import { longTime } from "../ui/time.ts";

type Own = Schemas["OwnRequestView"];

/** The requests of the account, the last one first. */
export function OwnRequests({ onOpen }: { onOpen: (number: string) => void }) {
  const { words, language } = useSettings();
  const [items, setItems] = useState<Own[]>();
  const [next, setNext] = useState<number | null>();
  const [failed, setFailed] = useState(false);

  const load = useCallback(async (below: number | undefined) => {
    setFailed(false);
    try {
      const query = below === undefined ? {} : { below };
      const page = await unwrap(client.GET("/api/v1/portal/account/requests", { params: { query } }));
      setItems((before) => (below === undefined ? page.items : [...(before ?? []), ...page.items]));
      setNext(page.next);
    } catch {
      setFailed(true);
    }
  }, []);
  useEffect(() => void load(undefined), [load]);

  return (
    <section className="own" aria-labelledby="requests">
      <h2 id="requests">{words.account.requests}</h2>
      {failed ? (
        <p className="alert" role="alert">
          {words.account.failed}
        </p>
      ) : null}
      {items === undefined && !failed ? <p role="status">{words.account.loading}</p> : null}
      {items?.length === 0 ? <p>{words.account.none}</p> : null}
      <ul>
        {items?.map((own) => (
          <li key={own.number}>
            <button type="button" className="own-door" onClick={() => onOpen(own.number)}>
              <strong>{excerpt(own.message ?? words.account.erased)}</strong>
              <span>{standing(own, words)}</span>
              <span>
                {own.number} · {words.account.filed(longTime(own.opened_at, language))}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {next ? (
        <button type="button" className="button" onClick={() => void load(next)}>
          {words.account.more}
        </button>
      ) : null}
    </section>
  );
}

function excerpt(text: string): string {
  const chars = Array.from(text);
  return chars.length <= 40 ? text : `${chars.slice(0, 40).join("")}…`;
}

function standing(own: Own, words: ReturnType<typeof useSettings>["words"]): string {
  const names: Record<string, string> = { ...words.track.stages, ...words.track.endings };
  return names[own.ending ?? own.stage] ?? words.track.stepOther;
}
