import { client, newKey } from "@hemu/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, App, Button, Form, Input, Popover } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { sentence } from "../../shell/problem.ts";

const KEPT = "hemu.desk.extension";

/** Ring one's own extension and then the requester. The extension is remembered on this machine. */
export function CallRequester({ request }: { request: string }) {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState(newKey);
  const call = useMutation({
    mutationFn: ({ extension }: { extension: string }) => {
      localStorage.setItem(KEPT, extension);
      return command<unknown>(key, (header) =>
        client.POST("/api/v1/requests/{request}/call", {
          params: { path: { request }, header },
          body: { extension },
        }),
      );
    },
    onSuccess: () => {
      message.success(words.access.callDone);
      setOpen(false);
      setKey(newKey());
      return queries.invalidateQueries({ queryKey: ["viewRequest", request] });
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
    },
  });
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={words.access.call}
      content={
        <Form
          className="call-form"
          name="call"
          layout="vertical"
          initialValues={{ extension: localStorage.getItem(KEPT) ?? "" }}
          onFinish={(values: { extension: string }) => call.mutate(values)}
        >
          <p className="quiet modal-note">{words.access.callNote}</p>
          {call.isError && (
            <Alert
              type="error"
              showIcon
              role="alert"
              className="form-alert"
              title={sentence(call.error, language)}
            />
          )}
          <Form.Item
            name="extension"
            label={words.access.extension}
            rules={[{ required: true, message: words.forms.needed }]}
          >
            <Input inputMode="numeric" maxLength={8} autoComplete="off" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={call.isPending}>
            {words.access.call}
          </Button>
        </Form>
      }
    >
      <Button size="small">{words.access.call}</Button>
    </Popover>
  );
}
