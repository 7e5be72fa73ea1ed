import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, App, Button, Drawer, Form, Input, Radio } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { sentence } from "../../shell/problem.ts";

interface Props {
  reAudit: string;
  drawn: Schemas["DrawnCaseView"];
  close: () => void;
}

/** Say what was found. Only somebody who took no part in the case can. */
export function RecordFinding({ reAudit, drawn, close }: Props) {
  const { language, words } = useSpeech();
  const w = words.reaudit;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const record = useMutation({
    mutationFn: (filled: { finding: string; words: string }) =>
      command(key, (header) =>
        client.POST("/api/v1/re-audits/{re_audit}/findings", {
          params: { path: { re_audit: reAudit }, header },
          body: { request: drawn.request, ...filled },
        }),
      ),
    onSuccess: async () => {
      message.success(w.recorded);
      close();
      await queries.invalidateQueries({ queryKey: ["viewReAudit", reAudit] });
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
    },
  });
  const needed = [{ required: true, message: words.forms.needed }];
  return (
    <Drawer
      open
      size={480}
      onClose={close}
      closable={{ "aria-label": words.shell.close }}
      title={w.recordOf(drawn.number)}
    >
      <Form name="finding" layout="vertical" onFinish={(filled) => record.mutate(filled)}>
        <Form.Item name="finding" label={w.finding} rules={needed}>
          <Radio.Group
            aria-label={w.finding}
            className="choices"
            options={Object.entries(w.findings).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item
          name="words"
          label={w.words}
          extra={w.wordsHint}
          rules={[...needed, { min: 5, message: words.record.messageNeeded }]}
        >
          <Input.TextArea rows={5} maxLength={2_000} />
        </Form.Item>
        {record.isError && (
          <Alert
            type="error"
            showIcon
            role="alert"
            className="form-alert"
            title={sentence(record.error, language)}
          />
        )}
        <p className="quiet">{w.independent}</p>
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={record.isPending}>
            {w.record}
          </Button>
          <Button onClick={close}>{words.shell.cancel}</Button>
        </div>
      </Form>
    </Drawer>
  );
}
