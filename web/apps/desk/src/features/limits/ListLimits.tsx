import type { Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Table } from "../../antd.ts";
import { useRoles } from "../../api/queries.ts";
import { limitsQuery } from "../../api/supervision.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { EditLimit } from "./EditLimit.tsx";
import { RecountClocks } from "./RecountClocks.tsx";

type Row = Schemas["LimitRow"];

/** The table of time limits: what holds today, and what is set for later. */
export function ListLimits() {
  const { words } = useSpeech();
  const w = words.limits;
  const keeper = useRoles().has("catalogue_keeper");
  const found = useQuery(limitsQuery);
  const [row, setRow] = useState<Row>();
  const shown = found.data?.rows.filter((one) => one.in_force || !one.valid_to) ?? [];
  return (
    <Page title={w.title} extra={found.data && <Mark>{w.version(found.data.version)}</Mark>}>
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
          scroll={{ x: 920 }}
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
      {keeper && <RecountClocks />}
      {row && found.data && (
        <EditLimit row={row} version={found.data.version} close={() => setRow(undefined)} />
      )}
    </Page>
  );
}
