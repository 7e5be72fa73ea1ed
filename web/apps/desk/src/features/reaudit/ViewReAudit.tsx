import { client, newKey, type Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { Alert, App, Button, Table } from "../../antd.ts";
import { command } from "../../api/call.ts";
import { useRoles } from "../../api/queries.ts";
import { reAuditQuery } from "../../api/supervision.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";
import { ConfirmedShares } from "./ConfirmedShares.tsx";
import { RecordFinding } from "./RecordFinding.tsx";

type Found = Schemas["ReAuditPage"];
type Drawn = Schemas["DrawnCaseView"];
const route = getRouteApi("/re-audits/$id");

function Draw({ found }: { found: Found }) {
  const { language, words } = useSpeech();
  const w = words.reaudit;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const auditor = useRoles().has("auditor");
  const ready = found.seed_checkpoint !== null && found.seed_checkpoint !== undefined;
  const draw = useMutation({
    mutationFn: () =>
      command(newKey(), (header) =>
        client.POST("/api/v1/re-audits/{re_audit}/draw", {
          params: { path: { re_audit: found.re_audit.id }, header },
          body: {},
        }),
      ),
    onSuccess: (drawn) => {
      message.success(w.drawDone(drawn.draw?.drawn ?? 0));
      queries.invalidateQueries({ queryKey: ["listReAudits"] });
      return queries.invalidateQueries({ queryKey: ["viewReAudit", found.re_audit.id] });
    },
    onError: (error) => message.error(sentence(error, language)),
  });
  return (
    <Alert
      type="info"
      showIcon
      className="form-alert"
      title={w.fixed}
      description={ready ? w.drawReady(found.seed_checkpoint ?? 0) : w.drawWaits}
      action={
        auditor && (
          <Button type="primary" disabled={!ready} loading={draw.isPending} onClick={() => draw.mutate()}>
            {w.draw}
          </Button>
        )
      }
    />
  );
}

/** The draw in plain words, and the figures with which anybody can do it again. */
function Proof({ found }: { found: Found }) {
  const { words } = useSpeech();
  const w = words.reaudit;
  const { re_audit: one } = found;
  const facts: [string, string][] = [
    [w.root, one.root],
    [w.fixedAt, shortTime(one.fixed_at, found.now)],
    [w.fixedBy, one.fixed_by],
    [w.entry, w.entryNo(one.fixed_entry)],
    [w.seed, one.draw?.seed ?? found.seed_root ?? "–"],
    [w.verify, `hemu audit verify ${one.id}`],
  ];
  return (
    <section className="panel" aria-labelledby="proof-title">
      <h2 id="proof-title">{w.proof}</h2>
      <ol className="proof">
        {w
          .steps(one.size, one.draw?.checkpoint ?? found.seed_checkpoint ?? "…", one.draw?.drawn ?? "…")
          .map((step) => (
            <li key={step}>{step}</li>
          ))}
      </ol>
      <dl className="facts narrow proof-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Cases({ found, look }: { found: Found; look: (drawn: Drawn) => void }) {
  const { language, words } = useSpeech();
  const w = words.reaudit;
  const roles = useRoles();
  const may = roles.has("call_back_officer") || roles.has("auditor");
  return (
    <section className="panel" aria-labelledby="drawn-title">
      <h2 id="drawn-title">{w.cases}</h2>
      <Table<Drawn>
        size="small"
        rowKey="request"
        dataSource={found.cases}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 720 }}
        columns={[
          {
            title: w.number,
            width: 170,
            onCell: () => ({ scope: "row" }),
            render: (_, one) => (
              <Link to="/cases/$request" params={{ request: one.request }} className="number">
                {one.number}
              </Link>
            ),
          },
          { title: w.stratum, width: 120, render: (_, one) => wordFor(w.strata, one.stratum) },
          {
            title: w.finding,
            width: 150,
            render: (_, one) =>
              one.finding ? (
                <Mark kind={one.finding === "confirmed" ? "main" : "care"}>
                  {wordFor(w.findings, one.finding)}
                </Mark>
              ) : (
                may && (
                  <Button size="small" onClick={() => look(one)}>
                    {w.record}
                  </Button>
                )
              ),
          },
          { title: w.unit, render: (_, one) => (one.unit ? nameIn(language, one.unit) : "–") },
          {
            title: w.by,
            width: 200,
            render: (_, one) =>
              one.found_by ? `${one.found_by} · ${shortTime(one.found_at ?? "", found.now)}` : "–",
          },
        ]}
      />
    </section>
  );
}

/** One re-audit: its proof, what was drawn, what was found. */
export function ViewReAudit() {
  const { words } = useSpeech();
  const w = words.reaudit;
  const { id } = route.useParams();
  const found = useQuery(reAuditQuery(id));
  const [looking, setLooking] = useState<Drawn>();
  const period = found.data ? w.of(found.data.re_audit.from, found.data.re_audit.to) : "";
  return (
    <Page
      title={`${w.title} ${period}`.trim()}
      extra={
        <Link to="/re-audits" className="back">
          ← {w.title}
        </Link>
      }
    >
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} retry={() => found.refetch()} />}
      {found.data && !found.data.re_audit.draw && <Draw found={found.data} />}
      {found.data?.re_audit.draw && <Cases found={found.data} look={setLooking} />}
      {found.data?.re_audit.draw && <ConfirmedShares shares={found.data.confirmed} />}
      {found.data && <Proof found={found.data} />}
      {looking && <RecordFinding reAudit={id} drawn={looking} close={() => setLooking(undefined)} />}
    </Page>
  );
}
