import { client, newKey } from "@hemu/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, App, Button, Form, Input, Select } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { accountsQuery, unitsQuery } from "../../api/queries.ts";
import { nameIn, useSpeech } from "../../i18n/index.tsx";
import { fieldAtFault, sentence } from "../../shell/problem.ts";

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
  const { language, words } = useSpeech();
  const w = words.organisation;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const units = useQuery(unitsQuery).data ?? [];
  const [form] = Form.useForm<Draft>();
  const [key, setKey] = useState(newKey);
  const open = useMutation({
    mutationFn: ({ unit, role, ...draft }: Draft) =>
      command(key, (header) =>
        client.POST("/api/v1/organisation/accounts", {
          params: { header },
          body: { ...draft, email: draft.email ?? "", posts: [{ unit, role }] },
        }),
      ),
    onSuccess: async () => {
      message.success(w.accountOpened);
      close();
      await queries.invalidateQueries({ queryKey: accountsQuery.queryKey });
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
  const places = units.map((unit) => ({ value: unit.id, label: nameIn(language, unit) }));
  const roles = Object.entries(words.codes.role).map(([value, label]) => ({ value, label }));
  return (
    <Form<Draft> form={form} name="account" layout="vertical" onFinish={(draft) => open.mutate(draft)}>
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
        <Select
          options={places}
          placeholder={words.record.choose}
          showSearch={{ optionFilterProp: "label" }}
        />
      </Form.Item>
      <Form.Item name="role" label={w.role} rules={needed}>
        <Select
          options={roles}
          placeholder={words.record.choose}
          showSearch={{ optionFilterProp: "label" }}
        />
      </Form.Item>
      {open.isError && fieldAtFault(open.error, FIELDS) === undefined && (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="form-alert"
          title={sentence(open.error, language)}
        />
      )}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          {w.openAccount}
        </Button>
        <Button onClick={close}>{words.shell.cancel}</Button>
      </div>
    </Form>
  );
}
