import { client, newKey, type Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Table } from "../../antd.ts";
import { command } from "../../api/call.ts";
import { deadJobsQuery, useRoles } from "../../api/queries.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";

type Job = Schemas["DeadJobView"];

function ReviveJob({ job }: { job: Job }) {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const revive = useMutation({
    mutationFn: () =>
      command(newKey(), (header) =>
        client.POST("/api/v1/jobs/{job}/revive", { params: { path: { job: job.id }, header }, body: {} }),
      ),
    onSuccess: () => {
      message.success(words.jobs.revived);
      return queries.invalidateQueries({ queryKey: ["deadJobs"] });
    },
    onError: (error) => message.error(sentence(error, language)),
  });
  return (
    <Button size="small" loading={revive.isPending} onClick={() => revive.mutate()}>
      {words.jobs.revive}
    </Button>
  );
}

/** Jobs that were given up on. An auditor sees them, an administrator revives them. */
export function ListDeadJobs() {
  const { words } = useSpeech();
  const jobs = useQuery(deadJobsQuery);
  const mayRevive = useRoles().has("system_administrator");
  return (
    <Page title={words.jobs.title}>
      <p className="quiet">{words.jobs.lead}</p>
      {jobs.isPending && <Loading />}
      {jobs.isError && <Failed error={jobs.error} retry={() => jobs.refetch()} />}
      {jobs.data?.length === 0 && <p className="empty">{words.jobs.empty}</p>}
      {jobs.data && jobs.data.length > 0 && (
        <Table<Job>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={jobs.data}
          columns={[
            { title: words.jobs.kind, dataIndex: "kind", width: 200 },
            { title: words.jobs.subject, dataIndex: "subject", width: 260 },
            { title: words.jobs.attempts, dataIndex: "attempts", width: 90, align: "right" },
            { title: words.jobs.created, width: 150, render: (_, job) => shortTime(job.created_at) },
            { title: words.jobs.error, dataIndex: "last_error" },
            ...(mayRevive
              ? [
                  {
                    title: words.jobs.revive,
                    width: 120,
                    render: (_: unknown, job: Job) => <ReviveJob job={job} />,
                  },
                ]
              : []),
          ]}
        />
      )}
    </Page>
  );
}
