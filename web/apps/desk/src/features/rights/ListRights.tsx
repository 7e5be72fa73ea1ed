import { client, newKey, type Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Alert, App, Button, Form, Input, Modal, Radio, Table } from "../../antd.ts";
import { command } from "../../api/call.ts";
import { rightsQuery } from "../../api/queries.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";

type Right = Schemas["RightView"];
type Decision = { granted: boolean; text: string };

/** One decision, with its reason. The key stays while the same decision is tried again. */
function DecideRight({ right, onClose }: { right: Right; onClose: () => void }) {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Decision>();
  const [key] = useState(newKey);
  const granted = Form.useWatch("granted", form);
  const decide = useMutation({
    mutationFn: (body: Decision) =>
      command(key, (header) =>
        client.POST("/api/v1/rights/{right}/decision", {
          params: { path: { right: right.id }, header },
          body,
        }),
      ),
    onSuccess: () => {
      message.success(words.rights.done);
      onClose();
      return queries.invalidateQueries({ queryKey: ["listRights"] });
    },
    onError: (error) => message.error(sentence(error, language)),
  });
  const erases = right.right === "erase" && granted === true;
  return (
    <Modal
      open
      title={words.rights.decideTitle(wordFor(words.rights.rights, right.right), right.number)}
      okText={words.rights.submit}
      cancelText={words.rights.cancel}
      okButtonProps={{ danger: erases }}
      confirmLoading={decide.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="written">{right.text ?? words.rights.saidNothing}</p>
      <Form form={form} layout="vertical" className="rights-form" onFinish={(body) => decide.mutate(body)}>
        <Form.Item
          name="granted"
          label={words.rights.outcome}
          rules={[{ required: true, message: words.rights.outcomeMissing }]}
        >
          <Radio.Group
            options={[
              { value: true, label: words.rights.grant },
              { value: false, label: words.rights.refuse },
            ]}
          />
        </Form.Item>
        {erases && (
          <Alert className="rights-warning" type="warning" showIcon title={words.rights.eraseWarning} />
        )}
        <Form.Item
          name="text"
          label={words.rights.text}
          extra={words.rights.textHint}
          rules={[{ required: true, min: 5, whitespace: true, message: words.rights.textMissing }]}
        >
          <Input.TextArea rows={4} maxLength={10_000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** What residents ask about their own data, nearest due first. */
export function ListRights() {
  const { words } = useSpeech();
  const rights = useInfiniteQuery(rightsQuery);
  const [chosen, setChosen] = useState<Right>();
  const lines = rights.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={words.rights.title}>
      <p className="quiet">{words.rights.lead}</p>
      {rights.isPending && <Loading />}
      {rights.isError && <Failed error={rights.error} retry={() => rights.refetch()} />}
      {rights.data && lines.length === 0 && <p className="empty">{words.rights.empty}</p>}
      {lines.length > 0 && (
        <Table<Right>
          size="small"
          rowKey="id"
          pagination={false}
          scroll={{ x: 800 }}
          dataSource={lines}
          columns={[
            { title: words.rights.due, width: 150, render: (_, right) => shortTime(right.due_at) },
            {
              title: words.rights.right,
              width: 120,
              render: (_, right) => wordFor(words.rights.rights, right.right),
            },
            {
              title: words.rights.number,
              width: 190,
              render: (_, right) => (
                <Link to="/cases/$request" params={{ request: right.request }}>
                  {right.number}
                </Link>
              ),
            },
            { title: words.rights.said, render: (_, right) => right.text ?? words.rights.saidNothing },
            { title: words.rights.asked, width: 150, render: (_, right) => shortTime(right.asked_at) },
            {
              title: words.rights.decide,
              width: 100,
              render: (_, right) => (
                <Button size="small" onClick={() => setChosen(right)}>
                  {words.rights.decide}
                </Button>
              ),
            },
          ]}
        />
      )}
      {rights.hasNextPage && (
        <Button loading={rights.isFetchingNextPage} onClick={() => rights.fetchNextPage()}>
          {words.rights.more}
        </Button>
      )}
      {chosen && <DecideRight key={chosen.id} right={chosen} onClose={() => setChosen(undefined)} />}
    </Page>
  );
}
