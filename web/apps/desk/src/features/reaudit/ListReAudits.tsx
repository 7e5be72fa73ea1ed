import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Alert, Button, Form, Input, Table } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { useRoles } from "../../api/queries.ts";
import { reAuditsQuery } from "../../api/supervision.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";

type ReAudit = Schemas["ReAuditView"];

/** Days back from today in the browser's calendar, `YYYY-MM-DD`. */
function daysBack(days: number): string {
  const day = new Date(Date.now() - days * 86_400_000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

function FixPopulation() {
  const { language, words } = useSpeech();
  const w = words.reaudit;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState({ from: daysBack(7), to: daysBack(1), percent: "5" });
  const [key, setKey] = useState(newKey);
  const fix = useMutation({
    mutationFn: () =>
      command(key, (header) =>
        client.POST("/api/v1/re-audits", {
          params: { header },
          body: { from: draft.from, to: draft.to, percent: Number(draft.percent) },
        }),
      ),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: reAuditsQuery.queryKey });
      navigate({ to: "/re-audits/$id", params: { id: made.id } });
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
    },
  });
  const field = (name: keyof typeof draft, label: string, type: string) => (
    <Form.Item label={label} htmlFor={`fix-${name}`}>
      <Input
        id={`fix-${name}`}
        type={type}
        min={1}
        max={100}
        value={draft[name]}
        onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
      />
    </Form.Item>
  );
  return (
    <section className="panel" aria-labelledby="fix-title">
      <h2 id="fix-title">{w.fix}</h2>
      <Form layout="inline" className="period" onFinish={() => fix.mutate()}>
        {field("from", w.from, "date")}
        {field("to", w.to, "date")}
        {field("percent", w.percent, "number")}
        <Button type="primary" htmlType="submit" loading={fix.isPending}>
          {w.fix}
        </Button>
      </Form>
      <p className="quiet">
        {w.fixHint} {w.percentHint}。
      </p>
      {fix.isError && (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="form-alert"
          title={sentence(fix.error, language)}
        />
      )}
    </section>
  );
}

/** How far a re-audit has come. */
function useStateOf(): (one: ReAudit) => string {
  const { words } = useSpeech();
  const w = words.reaudit;
  return (one) => {
    if (!one.draw) {
      return w.waiting;
    }
    return one.found < one.draw.drawn ? w.working : w.done;
  };
}

/** Periods that are audited again, newest first. */
export function ListReAudits() {
  const { words } = useSpeech();
  const w = words.reaudit;
  const auditor = useRoles().has("auditor");
  const found = useQuery(reAuditsQuery);
  const stateOf = useStateOf();
  return (
    <Page title={w.title}>
      <p className="quiet lead">{w.lead}</p>
      {auditor && <FixPopulation />}
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} retry={() => found.refetch()} />}
      {found.data?.length === 0 && <p className="empty">{w.empty}</p>}
      {found.data && found.data.length > 0 && (
        <Table<ReAudit>
          size="small"
          rowKey="id"
          dataSource={found.data}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 640 }}
          columns={[
            {
              title: w.period,
              onCell: () => ({ scope: "row" }),
              render: (_, one) => (
                <Link to="/re-audits/$id" params={{ id: one.id }}>
                  {w.of(one.from, one.to)}
                </Link>
              ),
            },
            { title: w.size, align: "right", width: 90, dataIndex: "size" },
            { title: w.drawn, align: "right", width: 90, render: (_, one) => one.draw?.drawn ?? "–" },
            {
              title: w.found,
              align: "right",
              width: 90,
              render: (_, one) => (one.draw ? one.found : "–"),
            },
            { title: w.state, width: 110, render: (_, one) => stateOf(one) },
            { title: w.fixedBy, width: 120, dataIndex: "fixed_by" },
          ]}
        />
      )}
    </Page>
  );
}
