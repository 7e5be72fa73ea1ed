import { client, newKey } from "@hemu/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Alert, App, Button, Form, Modal, Radio } from "../../antd.ts";
import { command, ifMatch, isDefinite } from "../../api/call.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { sentence } from "../../shell/problem.ts";

const REASONS = ["own_case", "relative", "other_interest"];

/** Step back from a case. Rare, and it cannot be taken back: a quiet way in, and a clear question. */
export function RecuseMyself({ request, version }: { request: string; version: number }) {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState(newKey);
  const [form] = Form.useForm<{ reason: string }>();
  const recuse = useMutation({
    mutationFn: (values: { reason: string }) =>
      command<unknown>(key, (header) =>
        client.POST("/api/v1/requests/{request}/recuse", {
          params: { path: { request }, header: { ...header, "If-Match": ifMatch(version) } },
          body: { reason: values.reason },
        }),
      ),
    onSuccess: async () => {
      message.success(words.access.recused);
      await navigate({ to: "/cases", search: {} });
      queries.removeQueries({ queryKey: ["viewRequest", request] });
      await queries.invalidateQueries({ queryKey: ["listCases"] });
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
      return queries.invalidateQueries({ queryKey: ["viewRequest", request] });
    },
  });
  return (
    <>
      <Button type="link" size="small" className="quiet-way" onClick={() => setOpen(true)}>
        {words.access.recuse}
      </Button>
      <Modal
        open={open}
        title={words.access.recuse}
        okText={words.access.recuseSure}
        cancelText={words.shell.cancel}
        confirmLoading={recuse.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        closable={{ "aria-label": words.shell.close }}
        destroyOnHidden
      >
        <p className="modal-note">{words.access.recuseNote}</p>
        {recuse.isError && (
          <Alert
            type="error"
            showIcon
            role="alert"
            className="form-alert"
            title={sentence(recuse.error, language)}
          />
        )}
        <Form form={form} name="recuse" layout="vertical" onFinish={(values) => recuse.mutate(values)}>
          <Form.Item
            name="reason"
            label={words.access.recuseReason}
            rules={[{ required: true, message: words.forms.needed }]}
          >
            <Radio.Group
              className="choices"
              aria-label={words.access.recuseReason}
              options={REASONS.map((value) => ({ value, label: wordFor(words.codes.recusal, value) }))}
            />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
