import type { Schemas } from "@hemu/api";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../antd.ts";
import { useWords } from "../../../i18n/index.tsx";
import { BulkRun } from "./BulkRun.tsx";
import { BULK_MAX, type BulkKind } from "./plan.ts";

type Line = Schemas["WorklistLine"];

interface Props {
  kinds: BulkKind[];
  chosen: Line[];
  clear: () => void;
}

/** What can be done to the cases that are chosen. */
export function BulkBar({ kinds, chosen, clear }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const [open, setOpen] = useState<{ kind: BulkKind; cases: Line[] }>();
  const many = chosen.length > BULK_MAX;
  return (
    <>
      {chosen.length > 0 && (
        <section className="bulk-bar" aria-label={words.bulk.bar}>
          <strong role="status">{words.bulk.chosen(chosen.length)}</strong>
          {many && <span>{words.bulk.max(BULK_MAX)}</span>}
          {kinds.map((kind) => (
            <Button key={kind} size="small" disabled={many} onClick={() => setOpen({ kind, cases: chosen })}>
              {words.bulk.actions[kind]}
            </Button>
          ))}
          <Button size="small" type="link" onClick={clear}>
            {words.bulk.clear}
          </Button>
        </section>
      )}
      {open && (
        <BulkRun
          kind={open.kind}
          cases={open.cases}
          close={() => {
            setOpen(undefined);
            clear();
            // Only now: a list that has become empty would take the results away before they were read.
            queries.invalidateQueries({ queryKey: ["listCases"] });
          }}
        />
      )}
    </>
  );
}
