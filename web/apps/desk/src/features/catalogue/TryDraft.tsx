import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "../../antd.ts";
import { command } from "../../api/call.ts";
import { nameIn, useSpeech } from "../../i18n/index.tsx";
import { sentence } from "../../shell/problem.ts";

type Unit = Schemas["UnitRef"] | null | undefined;

function Outcome({ tried }: { tried: Schemas["TriedView"] }) {
  const { language, words } = useSpeech();
  const w = words.care;
  const line = tried.matters[0];
  const named = (unit: Unit) => (unit ? nameIn(language, unit) : w.nobody);
  const changes = line && (line.other_lead > 0 || line.other_class > 0);
  return (
    <div role="status" className="tried">
      <p>{w.tried(tried.looked_at)}</p>
      {!tried.complete && <p className="quiet">{w.triedPart}</p>}
      {!changes && <p>{w.noChange}</p>}
      {line && line.other_lead > 0 && (
        <>
          <p>
            <strong>{w.otherLead(line.other_lead)}</strong>
          </p>
          <ul>
            {line.moves.map((move) => (
              <li key={`${move.from?.id}${move.to?.id}`}>
                {w.move(named(move.from), named(move.to), move.cases)}
              </li>
            ))}
          </ul>
        </>
      )}
      {line && line.other_class > 0 && (
        <p>
          <strong>{w.otherClass(line.other_class)}</strong>
        </p>
      )}
      {line && line.examples.length > 0 && <p className="number">{line.examples.join("、")}</p>}
    </div>
  );
}

/** What a draft would have done to the cases of the last month. Nothing is written. */
export function TryDraft({ draft }: { draft: () => Schemas["MatterBody"] }) {
  const { language, words } = useSpeech();
  const w = words.care;
  const attempt = useMutation({
    mutationFn: () =>
      command(newKey(), (header) =>
        client.POST("/api/v1/catalogue/try", { params: { header }, body: { matters: [draft()], days: 30 } }),
      ),
  });
  return (
    <section className="try" aria-label={w.try}>
      <Button onClick={() => attempt.mutate()} loading={attempt.isPending}>
        {w.try}
      </Button>
      <p className="quiet">{w.tryHint}</p>
      {attempt.isError && (
        <Alert type="error" showIcon role="alert" title={sentence(attempt.error, language)} />
      )}
      {attempt.data && <Outcome tried={attempt.data} />}
    </section>
  );
}
