import { client } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "../../antd.ts";
import { unitsQuery } from "../../api/queries.ts";
import { useWords } from "../../i18n/index.tsx";
import { FormProblem, useCommandForm } from "../../shell/useCommandForm.tsx";
import { PickUnit } from "./PickUnit.tsx";

interface Draft {
  unit: string;
  role: string;
  from: string;
  last_day?: string;
}

/** Give a post from a day on, until a day if it is known. */
export function GivePost({ account, done }: { account: string; done: () => unknown }) {
  const words = useWords();
  const w = words.account;
  const { message } = App.useApp();
  const units = useQuery(unitsQuery).data ?? [];
  const [form] = Form.useForm<Draft>();
  const { submit, pending, problem } = useCommandForm<Draft, unknown>(
    form,
    ["unit", "role", "from", "last_day"],
    (draft, header) =>
      client.POST("/api/v1/accounts/{account}/posts", {
        params: { path: { account }, header },
        body: { ...draft, last_day: draft.last_day || null },
      }),
    () => {
      message.success(w.postGiven);
      form.resetFields();
      return done();
    },
  );
  const needed = [{ required: true, message: words.forms.needed }];
  const roles = Object.entries(words.codes.role).map(([value, label]) => ({ value, label }));
  return (
    <Form<Draft> form={form} name="give-post" layout="vertical" onFinish={submit}>
      <Form.Item name="unit" label={words.organisation.unit} rules={needed}>
        <PickUnit units={units} />
      </Form.Item>
      <Form.Item name="role" label={words.organisation.role} rules={needed}>
        <Select
          options={roles}
          placeholder={words.record.choose}
          showSearch={{ optionFilterProp: "label" }}
        />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="from" label={w.from} rules={needed} extra={w.today}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="last_day" label={w.lastDayOptional}>
          <Input type="date" />
        </Form.Item>
      </div>
      <FormProblem problem={problem} />
      <Button type="primary" htmlType="submit" loading={pending}>
        {w.givePost}
      </Button>
    </Form>
  );
}
