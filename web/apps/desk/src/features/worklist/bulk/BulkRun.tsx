import { ApiError, client, type Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, Button, Drawer, Form, Progress, Segmented } from "../../../antd.ts";
import { ask, isDefinite } from "../../../api/call.ts";
import { useWords, wordFor } from "../../../i18n/index.tsx";
import { Failed, Loading } from "../../../shell/Page.tsx";
import type { AskKind } from "../../request/actions/codes.ts";
import type { StepForm } from "../../request/actions/form.ts";
import { BulkFields } from "./BulkFields.tsx";
import { BulkTable, type Row } from "./BulkTable.tsx";
import { type BulkKind, type Item, inTurns, judge, kindsToDecide, onlyKind, tally } from "./plan.ts";
import { type Bulk, useBulk } from "./useBulk.ts";

interface Props {
  kind: BulkKind;
  cases: Schemas["WorklistLine"][];
  close: () => void;
}

/** Reads every case anew: what is previewed is the version that the commands name. */
function useRows(kind: BulkKind, cases: Schemas["WorklistLine"][]) {
  return useQuery({
    queryKey: ["bulk", kind, ...cases.map((line) => line.id)],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () =>
      inTurns(cases, 4, async (line): Promise<Row> => {
        const params = { path: { request: line.id } };
        try {
          const page = await ask(() => client.GET("/api/v1/requests/{request}", { params }));
          return { line, page, verdict: judge(page, kind) };
        } catch (error) {
          // One that is no longer ours to see hides none of the others.
          if (!(error instanceof ApiError) || !isDefinite(error)) {
            throw error;
          }
          const { detail: zh, detail_en: en } = error.problem;
          return { line, verdict: { possible: false, why: { zh, en } } };
        }
      }),
  });
}

function fresh(rows: Row[]): Item[] {
  return rows.flatMap(({ page, verdict }) =>
    page && verdict.possible ? [{ page, action: verdict.action, key: "", state: "waiting" as const }] : [],
  );
}

/** How far it is, and how it ended. */
function Run({ bulk }: { bulk: Bulk }) {
  const words = useWords();
  const { done, refused, left } = tally(bulk.items);
  const all = bulk.items.length;
  const ran = all - left - (bulk.running ? 1 : 0);
  const ended = bulk.stopped && left > 0 ? words.bulk.stopped : words.bulk.finished(done, all - done);
  return (
    <div className="bulk-run" role="status">
      <Progress
        percent={Math.round((ran / all) * 100)}
        aria-label={words.bulk.progress(ran, all)}
        status={refused > 0 ? "exception" : undefined}
        format={() => words.bulk.progress(ran, all)}
      />
      {!bulk.running && <p>{ended}</p>}
    </div>
  );
}

function Preview({ kind, rows }: { kind: BulkKind; rows: Row[] }) {
  const words = useWords();
  const pages = rows.flatMap((row) => (row.page && row.verdict.possible ? [row.page] : []));
  const not = rows.length - pages.length;
  return (
    <>
      <Alert
        className="form-alert"
        showIcon
        type={not === 0 ? "success" : "warning"}
        title={
          pages.length === 0
            ? words.bulk.noneReady
            : [words.bulk.ready(pages.length), ...(not > 0 ? [words.bulk.notReady(not)] : [])].join("；")
        }
      />
      {pages.length > 0 && <BulkFields kind={kind} pages={pages} />}
    </>
  );
}

/** The same for several cases: first what is possible and why not, then one by one, each with its result. */
export function BulkRun({ kind, cases, close }: Props) {
  const words = useWords();
  const [form] = Form.useForm<StepForm>();
  const found = useRows(kind, cases);
  const bulk = useBulk();
  const kinds = kindsToDecide((found.data ?? []).map((row) => row.verdict));
  const [chosenKind, setChosenKind] = useState<AskKind>();
  const deciding = kind === "decide" ? (chosenKind ?? kinds[0]) : undefined;
  const judged = (found.data ?? []).map((row) => ({ ...row, verdict: onlyKind(row.verdict, deciding) }));
  const possible = judged.filter((row) => row.verdict.possible);
  const rows = [...possible, ...judged.filter((row) => !row.verdict.possible)];
  const ready = possible.length;
  const ran = bulk.items.length > 0;
  const { left } = tally(bulk.items);
  const byCase = new Map(bulk.items.map((item) => [item.page.id, item]));

  const foot = ran ? (
    <>
      {bulk.running && <Button onClick={bulk.stop}>{words.bulk.stop}</Button>}
      {!bulk.running && left > 0 && (
        <Button type="primary" onClick={bulk.goOn}>
          {words.bulk.goOn(left)}
        </Button>
      )}
    </>
  ) : (
    <Button type="primary" disabled={ready === 0} onClick={() => form.submit()}>
      {words.bulk.run(ready)}
    </Button>
  );

  return (
    <Drawer
      open
      size={960}
      title={`${words.bulk.actions[kind]} · ${words.bulk.chosen(cases.length)}`}
      onClose={bulk.running ? undefined : close}
      closable={bulk.running ? false : { "aria-label": words.shell.close }}
      mask={{ closable: false }}
      footer={
        <div className="form-foot">
          {foot}
          {!bulk.running && <Button onClick={close}>{words.shell.close}</Button>}
        </div>
      }
    >
      {found.isPending && (
        <>
          <p className="quiet">{words.bulk.checking}</p>
          <Loading />
        </>
      )}
      {found.isError && <Failed error={found.error} retry={() => found.refetch()} />}
      {found.data && ran && <Run bulk={bulk} />}
      {found.data && !ran && (
        <Form<StepForm>
          form={form}
          name="bulk"
          layout="vertical"
          scrollToFirstError={{ focus: true }}
          onFinish={(values) => bulk.start(fresh(rows), values)}
        >
          {deciding && kinds.length > 1 && (
            <Segmented<AskKind>
              aria-label={words.bulk.whichKind}
              className="bulk-kinds"
              value={deciding}
              options={kinds.map((value) => ({ value, label: wordFor(words.codes.ask, value) }))}
              onChange={setChosenKind}
            />
          )}
          <Preview kind={kind} rows={rows} />
        </Form>
      )}
      {found.data && (
        <BulkTable ran={ran} rows={rows.map((row) => ({ ...row, item: byCase.get(row.line.id) }))} />
      )}
    </Drawer>
  );
}
