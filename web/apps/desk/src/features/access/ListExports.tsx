import { client, newKey, type Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, App, Button, Checkbox, Form, Input, Select, Table } from "../../antd.ts";
import { ask, command, isDefinite } from "../../api/call.ts";
import { exportsQuery } from "../../api/queries.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";

type Export = Schemas["ExportView"];
const STAGES = ["new", "dispatched", "handling", "replied", "closed"];

interface Values {
  stages?: string[];
  overdue?: boolean;
  purpose: string;
}

/** Ask for an export; the password stands here once. */
function AskExport() {
  const { language, words } = useSpeech();
  const { exports: said } = words.access;
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [form] = Form.useForm<Values>();
  const asked = useMutation({
    mutationFn: (values: Values) =>
      command<Schemas["AskedExportView"]>(key, (header) =>
        client.POST("/api/v1/exports", {
          params: { header },
          body: {
            stages: values.stages ?? [],
            overdue: values.overdue ?? false,
            purpose: values.purpose.trim(),
          },
        }),
      ),
    onSuccess: () => {
      form.resetFields();
      setKey(newKey());
      return queries.invalidateQueries({ queryKey: ["listExports"] });
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
    },
  });
  return (
    <section className="panel" aria-labelledby="ask-export">
      <h2 id="ask-export">{said.ask}</h2>
      <p className="quiet modal-note">{said.askNote}</p>
      {asked.isError && (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="form-alert"
          title={sentence(asked.error, language)}
        />
      )}
      {asked.data && (
        <Alert
          type="success"
          showIcon
          role="status"
          className="form-alert"
          title={said.asked(asked.data.counted, asked.data.state === "waiting")}
          description={
            <>
              {said.password} <code data-testid="export-password">{asked.data.password}</code>
            </>
          }
        />
      )}
      <Form<Values>
        form={form}
        name="export"
        layout="vertical"
        className="export-form"
        onFinish={(values) => asked.mutate(values)}
      >
        <Form.Item name="stages" label={words.cases.stage}>
          <Select
            mode="multiple"
            placeholder={words.codes.queue.all}
            options={STAGES.map((value) => ({ value, label: wordFor(words.codes.stage, value) }))}
          />
        </Form.Item>
        <Form.Item name="overdue" valuePropName="checked" label={words.codes.queue.overdue}>
          <Checkbox>{said.onlyOverdue}</Checkbox>
        </Form.Item>
        <Form.Item
          name="purpose"
          label={words.access.purpose}
          rules={[{ required: true, whitespace: true, min: 5, message: words.access.purposeTextHint }]}
        >
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={asked.isPending}>
          {said.ask}
        </Button>
      </Form>
    </section>
  );
}

function Approve({ one }: { one: Export }) {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const approve = useMutation({
    mutationFn: () =>
      command(key, (header) =>
        client.POST("/api/v1/exports/{export}/approve", {
          params: { path: { export: one.id }, header },
          body: {},
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["listExports"] }),
    onError: (error) => message.error(sentence(error, language)),
  });
  return (
    <Button size="small" type="primary" loading={approve.isPending} onClick={() => approve.mutate()}>
      {words.access.exports.approve}
    </Button>
  );
}

/** Fetched by the page and not by a link, so that a code can be asked for first. */
function Download({ one }: { one: Export }) {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const fetched = useMutation({
    mutationFn: () =>
      ask<Blob>(() =>
        client.GET("/api/v1/exports/{export}/file", {
          params: { path: { export: one.id } },
          parseAs: "blob",
        }),
      ),
    onSuccess: (file) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = `hemu-${one.id}.zip`;
      link.click();
      // The browser reads it after the click.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    onError: (error) => message.error(sentence(error, language)),
  });
  return (
    <Button
      size="small"
      type="link"
      className="download"
      loading={fetched.isPending}
      onClick={() => fetched.mutate()}
    >
      {words.access.exports.download(one.expires_at ? shortTime(one.expires_at) : "")}
    </Button>
  );
}

function ExportTable({ rows, waiting }: { rows: Export[]; waiting: boolean }) {
  const { words } = useSpeech();
  const { exports: said, look } = words.access;
  return (
    <Table<Export>
      size="small"
      rowKey="id"
      pagination={false}
      scroll={{ x: 760 }}
      dataSource={rows}
      columns={[
        { title: look.at, width: 130, render: (_, one) => shortTime(one.asked_at) },
        { title: look.who, width: 160, render: (_, one) => `${one.name}（${one.login}）` },
        {
          title: words.cases.stage,
          render: (_, one) =>
            [
              ...one.stages.map((stage) => wordFor(words.codes.stage, stage)),
              ...(one.overdue ? [words.codes.queue.overdue] : []),
            ].join("、") || words.codes.queue.all,
        },
        { title: words.access.purpose, dataIndex: "purpose" },
        { title: said.cases, dataIndex: "counted", width: 80, align: "right" },
        {
          title: said.state,
          width: 170,
          render: (_, one) =>
            waiting ? (
              <Approve one={one} />
            ) : one.state === "written" ? (
              <Download one={one} />
            ) : (
              wordFor(said.states, one.state)
            ),
        },
      ]}
    />
  );
}

/** Exports: ask, approve those of others, fetch one's own. */
export function ListExports() {
  const { words } = useSpeech();
  const { exports: said } = words.access;
  const found = useQuery(exportsQuery);
  return (
    <Page title={said.title}>
      <AskExport />
      {found.isPending && <Loading />}
      {found.isError && <Failed error={found.error} retry={() => found.refetch()} />}
      {found.data && found.data.waiting.length > 0 && (
        <section className="panel" aria-labelledby="exports-waiting">
          <h2 id="exports-waiting">{said.waiting}</h2>
          <ExportTable rows={found.data.waiting} waiting />
        </section>
      )}
      {found.data && (
        <section className="panel" aria-labelledby="exports-own">
          <h2 id="exports-own">{said.own}</h2>
          {found.data.own.length === 0 ? (
            <p className="quiet">{said.empty}</p>
          ) : (
            <ExportTable rows={found.data.own} waiting={false} />
          )}
        </section>
      )}
    </Page>
  );
}
