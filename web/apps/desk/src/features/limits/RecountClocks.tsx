import { client, newKey, type Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Alert, Button, Checkbox, Modal, Spin } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { sentence } from "../../shell/problem.ts";

type View = Schemas["RecountView"];

function time(iso: string | null | undefined): string {
  return iso ? shortTime(iso) : "–";
}

/** Before and after, clock by clock: figures that can be checked against one's own. */
function Examples({ view }: { view: View }) {
  const { words } = useSpeech();
  const w = words.recount;
  const rows = view.examples.flatMap((one) => one.clocks.map((clock) => ({ one, clock })));
  return (
    <div className="recount-examples">
      <table className="bulk-table">
        <caption>{w.examples}</caption>
        <thead>
          <tr>
            <th scope="col">{w.number}</th>
            <th scope="col">{w.clock}</th>
            <th scope="col">{w.before}</th>
            <th scope="col">{w.after}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ one, clock }) => (
            <tr key={`${one.request}-${clock.kind}-${clock.before}`}>
              <td>
                <Link to="/cases/$request" params={{ request: one.request }} className="number">
                  {one.number}
                </Link>
              </td>
              <td>{wordFor(words.codes.clock, clock.kind)}</td>
              <td>{time(clock.before)}</td>
              <td>{time(clock.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Failures({ failed }: { failed: string[] }) {
  const { words } = useSpeech();
  return failed.length === 0 ? null : (
    <Alert
      type="warning"
      showIcon
      className="form-alert"
      title={words.recount.failed(failed.length)}
      description={
        <ul>
          {failed.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      }
    />
  );
}

/** What came of a trial or of the recount itself. */
function Outcome({ view, done }: { view: View; done: boolean }) {
  const { words } = useSpeech();
  const w = words.recount;
  const title = done
    ? w.done(view.changed)
    : view.changed === 0
      ? `${w.looked(view.looked_at, 0)}${w.none}`
      : w.looked(view.looked_at, view.changed);
  return (
    <>
      <Alert type={done ? "success" : "info"} showIcon role="status" className="form-alert" title={title} />
      <Failures failed={view.failed} />
      {view.examples.length > 0 && <Examples view={view} />}
    </>
  );
}

function useRecount(limits: boolean, done: () => void) {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  return useMutation({
    mutationFn: async (dry: boolean) => {
      const body = { limits, dry_run: dry };
      const view = await command(dry ? newKey() : key, (header) =>
        client.POST("/api/v1/limits/recount", { params: { header }, body }),
      );
      return { view, done: !dry };
    },
    onSuccess: async (result) => {
      if (result.done) {
        setKey(newKey());
        await queries.invalidateQueries({ queryKey: ["listCases"] });
        await queries.invalidateQueries({ queryKey: ["viewRequest"] });
      }
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
    },
    onSettled: done,
  });
}

/** A changed calendar or table of limits is put to open requests by a command of its own, never by itself. */
export function RecountClocks() {
  const { language, words } = useSpeech();
  const w = words.recount;
  const [limits, setLimits] = useState(false);
  const [asking, setAsking] = useState(false);
  // Kept while the recount runs, so that the confirmation goes on saying what was confirmed.
  const [trial, setTrial] = useState<View>();
  const recount = useRecount(limits, () => setAsking(false));
  return (
    <section className="panel recount" aria-labelledby="recount-title">
      <h2 id="recount-title">{w.title}</h2>
      <p className="form-note">{w.lead}</p>
      <div className="form-foot">
        <Checkbox
          checked={limits}
          disabled={recount.isPending}
          onChange={(event) => {
            setLimits(event.target.checked);
            recount.reset();
            setTrial(undefined);
          }}
        >
          {w.limits}
        </Checkbox>
        <Button
          loading={recount.isPending && recount.variables}
          onClick={() => recount.mutate(true, { onSuccess: ({ view }) => setTrial(view) })}
        >
          {w.dryRun}
        </Button>
        {trial && trial.changed > 0 && (
          <Button type="primary" disabled={recount.isPending} onClick={() => setAsking(true)}>
            {w.run(trial.changed)}
          </Button>
        )}
      </div>
      {recount.isError && (
        <Alert type="error" showIcon role="alert" title={sentence(recount.error, language)} />
      )}
      {recount.data && !recount.isPending && <Outcome view={recount.data.view} done={recount.data.done} />}
      <Modal
        open={asking}
        title={w.confirmTitle}
        okText={w.confirm}
        cancelText={words.shell.cancel}
        closable={recount.isPending ? false : { "aria-label": words.shell.close }}
        mask={{ closable: false }}
        confirmLoading={recount.isPending}
        cancelButtonProps={{ disabled: recount.isPending }}
        onOk={() => recount.mutate(false, { onSuccess: () => setTrial(undefined) })}
        onCancel={() => !recount.isPending && setAsking(false)}
      >
        <p>{trial && w.confirmText(trial.changed)}</p>
        {recount.isPending && (
          <p role="status">
            <Spin size="small" /> {w.running}
          </p>
        )}
      </Modal>
    </section>
  );
}
