import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Select, Table } from "../../antd.ts";
import { command, ifMatch, isDefinite } from "../../api/call.ts";
import { mattersQuery, useRoles } from "../../api/queries.ts";
import { precedentsQuery } from "../../api/supervision.ts";
import { nameIn, useSpeech } from "../../i18n/index.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";

type Precedent = Schemas["PrecedentView"];

/** Rulings that suggestions follow. The keeper ends one by saying why. */
export function ListPrecedents({ version }: { version: number }) {
  const { language, words } = useSpeech();
  const w = words.care;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const keeper = useRoles().has("catalogue_keeper");
  const found = useQuery(precedentsQuery);
  const again = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: precedentsQuery.queryKey }),
      queries.invalidateQueries({ queryKey: mattersQuery.queryKey }),
    ]);
  const end = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      command(newKey(), (header) =>
        client.POST("/api/v1/catalogue/precedents/{ask}/end", {
          params: { path: { ask: id }, header: { ...header, "If-Match": ifMatch(version) } },
          body: { reason },
        }),
      ),
    onSuccess: () => {
      message.success(w.endDone);
      return again();
    },
    onError: async (error) => {
      message.error(sentence(error, language));
      if (isDefinite(error)) {
        await again();
      }
    },
  });
  const reasons = Object.entries(w.endReasons).map(([value, label]) => ({ value, label }));
  if (found.isPending) {
    return <Loading />;
  }
  if (found.isError) {
    return <Failed error={found.error} retry={() => found.refetch()} />;
  }
  return (
    <>
      <p className="quiet">{w.precedentsHint}</p>
      {found.data.length === 0 && <p className="empty">{w.precedentsEmpty}</p>}
      {found.data.length > 0 && (
        <Table<Precedent>
          size="small"
          rowKey="id"
          dataSource={found.data}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 620 }}
          columns={[
            {
              title: words.forms.matter,
              onCell: () => ({ scope: "row" }),
              render: (_, one) => (one.matter ? nameIn(language, one.matter) : "–"),
            },
            { title: w.place, render: (_, one) => one.place?.name ?? "–" },
            { title: words.numbers.unit, render: (_, one) => nameIn(language, one.unit) },
            { title: w.since, width: 90, render: (_, one) => words.catalogue.version(one.since) },
            {
              title: w.end,
              width: 170,
              render: (_, one) =>
                keeper && (
                  <Select
                    size="small"
                    aria-label={w.endReason}
                    placeholder={w.endReason}
                    value={null}
                    className="end-reason"
                    options={reasons}
                    loading={end.isPending}
                    onChange={(reason: string | null) => reason && end.mutate({ id: one.id, reason })}
                  />
                ),
            },
          ]}
        />
      )}
    </>
  );
}
