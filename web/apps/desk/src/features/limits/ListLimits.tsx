import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { App, Button, Popover, Table } from "../../antd.ts";
import { command } from "../../api/call.ts";
import { useRoles } from "../../api/queries.ts";
import { limitsQuery } from "../../api/supervision.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";
import { EditLimit } from "./EditLimit.tsx";

type Row = Schemas["LimitRow"];

/** The named recount: what a published limit means for the cases that are open. */
function Recount() {
  const { language, words } = useSpeech();
  const w = words.limits;
  const { message } = App.useApp();
  const [asked, setAsked] = useState(false);
  const recount = useMutation({
    mutationFn: () =>
      command(newKey(), (header) =>
        client.POST("/api/v1/limits/recount", { params: { header }, body: { limits: true, dry_run: false } }),
      ),
    onSuccess: (done) => {
      setAsked(false);
      message.success(w.recounted(done.changed));
    },
    onError: (error) => message.error(sentence(error, language)),
  });
  return (
    <Popover
      open={asked}
      onOpenChange={setAsked}
      trigger="click"
      placement="bottomRight"
      content={
        <div className="recount">
          <p>{w.recountHint}</p>
          <Button type="primary" danger loading={recount.isPending} onClick={() => recount.mutate()}>
            {w.sure}
          </Button>
        </div>
      }
    >
      <Button>{w.recount}</Button>
    </Popover>
  );
}

/** The table of time limits: what holds today, and what is set for later. */
export function ListLimits() {
  const { words } = useSpeech();
  const w = words.limits;
  const keeper = useRoles().has("catalogue_keeper");
  const found = useQuery(limitsQuery);
  const [row, setRow] = useState<Row>();
  const shown = found.data?.rows.filter((one) => one.in_force || !one.valid_to) ?? [];
  return (
    <Page
      title={w.title}
      extra={
        <div className="list-tools">
          {found.data && <Mark>{w.version(found.data.version)}</Mark>}
          {keeper && <Recount />}
        </div>
      }
    >
      <p className="quiet lead">{w.lead}</p>
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} retry={() => found.refetch()} />}
      {found.data && shown.length === 0 && <p className="empty">{w.empty}</p>}
      {shown.length > 0 && (
        <Table<Row>
          size="small"
          rowKey={(one) => `${one.clock}${one.class}${one.valid_from}`}
          dataSource={shown}
          pagination={false}
          scroll={{ x: 760 }}
          columns={[
            {
              title: w.clock,
              width: 120,
              onCell: () => ({ scope: "row" }),
              render: (_, one) => wordFor(words.codes.clock, one.clock),
            },
            {
              title: w.class,
              width: 130,
              render: (_, one) =>
                one.class === "*" ? w.allClasses : wordFor(words.codes.matterClass, one.class),
            },
            {
              title: w.amount,
              width: 170,
              render: (_, one) => `${one.amount} ${wordFor(words.codes.counts, one.counts)}`,
            },
            { title: w.basis, dataIndex: "legal_basis" },
            {
              title: w.from,
              width: 190,
              render: (_, one) => (
                <>
                  {one.valid_from} {!one.in_force && <Mark kind="care">{w.future}</Mark>}
                </>
              ),
            },
            {
              title: w.edit,
              width: 90,
              hidden: !keeper,
              render: (_, one) => (
                <Button size="small" onClick={() => setRow(one)}>
                  {w.edit}
                </Button>
              ),
            },
          ]}
        />
      )}
      {row && found.data && (
        <EditLimit row={row} version={found.data.version} close={() => setRow(undefined)} />
      )}
    </Page>
  );
}
