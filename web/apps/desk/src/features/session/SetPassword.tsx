import { client, newKey } from "@hemu/api";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, Button, Form, Input, Modal } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { fieldAtFault, sentence } from "../../shell/problem.ts";

interface Draft {
  old: string;
  password: string;
}

const FIELDS = ["old", "password"] as const;

/** Change one's own password. Opens by itself when the password is too old for anything else. */
export function SetPassword({ due, open, close }: { due: boolean; open: boolean; close: () => void }) {
  const { language, words } = useSpeech();
  const w = words.shell;
  const [form] = Form.useForm<Draft>();
  const [key, setKey] = useState(newKey);
  const change = useMutation({
    mutationFn: (body: Draft) =>
      command(key, (header) => client.POST("/api/v1/session/password", { params: { header }, body })),
    onSuccess: () => {
      // Every session of the account has ended, this one as well: begin anew. Drafts are kept by the browser.
      window.location.assign(import.meta.env.BASE_URL);
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
      const name = FIELDS.find((field) => field === fieldAtFault(error, FIELDS));
      if (name) {
        form.setFields([{ name, errors: [sentence(error, language)] }]);
        form.focusField(name);
      }
    },
  });
  const needed = [{ required: true, message: words.forms.needed }];
  return (
    <Modal
      open={open || due}
      title={w.changePassword}
      footer={null}
      closable={!due}
      onCancel={close}
      destroyOnHidden
    >
      {due && <Alert type="warning" showIcon className="form-alert" title={w.passwordDue} />}
      <Form<Draft> form={form} name="password" layout="vertical" onFinish={(draft) => change.mutate(draft)}>
        <Form.Item name="old" label={w.oldPassword} rules={needed}>
          <Input.Password autoComplete="current-password" maxLength={128} autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={w.newPassword}
          rules={needed}
          extra={words.organisation.passwordHint}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        {change.isError && fieldAtFault(change.error, FIELDS) === undefined && (
          <Alert
            type="error"
            showIcon
            role="alert"
            className="form-alert"
            title={sentence(change.error, language)}
          />
        )}
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {w.changePassword}
        </Button>
      </Form>
    </Modal>
  );
}
