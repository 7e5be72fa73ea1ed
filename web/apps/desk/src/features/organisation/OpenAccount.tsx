import { client } from "@hemu/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "../../antd.ts";
import { accountsQuery, unitsQuery } from "../../api/queries.ts";
import { useWords } from "../../i18n/index.tsx";
import { FormProblem, useCommandForm } from "../../shell/useCommandForm.tsx";
import { PickUnit } from "./PickUnit.tsx";

interface Draft {
  login: string;
  name: string;
  email?: string;
  password: string;
  unit: string;
  role: string;
}

const FIELDS = ["login", "name", "email", "password"] as const;

/** Open an account with its first post: for the security administrator, when somebody new comes. */
export function OpenAccount({ close }: { close: () => void }) {
  const words = useWords();
  const w = words.organisation;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const units = useQuery(unitsQuery).data ?? [];
  const [form] = Form.useForm<Draft>();
  const { submit, pending, problem } = useCommandForm<Draft, unknown>(
    form,
    FIELDS,
    ({ unit, role, ...draft }, header) =>
      client.POST("/api/v1/organisation/accounts", {
        params: { header },
        body: { ...draft, email: draft.email ?? "", posts: [{ unit, role }] },
      }),
    async () => {
      message.success(w.accountOpened);
      close();
      await queries.invalidateQueries({ queryKey: accountsQuery.queryKey });
    },
  );
  const needed = [{ required: true, message: words.forms.needed }];
  const roles = Object.entries(words.codes.role).map(([value, label]) => ({ value, label }));
  return (
    <Form<Draft> form={form} name="account" layout="vertical" onFinish={submit}>
      <Form.Item name="login" label={w.login} rules={needed} extra={w.loginHint}>
        <Input maxLength={40} autoComplete="off" autoFocus />
      </Form.Item>
      <Form.Item name="name" label={w.person} rules={needed}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="email" label={w.email}>
        <Input maxLength={254} autoComplete="off" />
      </Form.Item>
      <Form.Item name="password" label={w.firstPassword} rules={needed} extra={w.passwordHint}>
        <Input.Password maxLength={128} autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="unit" label={w.unit} rules={needed}>
        <PickUnit units={units} />
      </Form.Item>
      <Form.Item name="role" label={w.role} rules={needed}>
        <Select
          options={roles}
          placeholder={words.record.choose}
          showSearch={{ optionFilterProp: "label" }}
        />
      </Form.Item>
      <FormProblem problem={problem} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={pending}>
          {w.openAccount}
        </Button>
        <Button onClick={close}>{words.shell.cancel}</Button>
      </div>
    </Form>
  );
}
