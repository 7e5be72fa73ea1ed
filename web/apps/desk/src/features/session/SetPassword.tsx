import { client } from "@hemu/api";
import { Alert, Button, Form, Input, Modal } from "../../antd.ts";
import { useWords } from "../../i18n/index.tsx";
import { FormProblem, useCommandForm } from "../../shell/useCommandForm.tsx";

interface Draft {
  old: string;
  password: string;
}

const FIELDS = ["old", "password"] as const;

/** Change one's own password. Opens by itself when the password is too old for anything else. */
export function SetPassword({ due, open, close }: { due: boolean; open: boolean; close: () => void }) {
  const words = useWords();
  const w = words.shell;
  const [form] = Form.useForm<Draft>();
  const { submit, pending, problem } = useCommandForm<Draft, unknown>(
    form,
    FIELDS,
    (body, header) => client.POST("/api/v1/session/password", { params: { header }, body }),
    // Every session of the account has ended, this one as well: begin anew. Drafts are kept by the browser.
    () => window.location.assign(import.meta.env.BASE_URL),
  );
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
      <Form<Draft> form={form} name="password" layout="vertical" onFinish={submit}>
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
        <FormProblem problem={problem} />
        <Button type="primary" htmlType="submit" loading={pending}>
          {w.changePassword}
        </Button>
      </Form>
    </Modal>
  );
}
