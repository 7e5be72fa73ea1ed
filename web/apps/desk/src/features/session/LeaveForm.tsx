import { client } from "@hemu/api";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "../../antd.ts";
import { sessionQuery } from "../../api/queries.ts";
import { useWords } from "../../i18n/index.tsx";
import { FormProblem, useCommandForm } from "../../shell/useCommandForm.tsx";

interface Draft {
  deputy: string;
  from: string;
  last_day: string;
}

/** Note a leave: one's own, or as security administrator that of an account. */
export function LeaveForm({
  people,
  account,
  done,
}: {
  people: { value: string; label: string }[];
  account?: string;
  done: () => unknown;
}) {
  const words = useWords();
  const w = words.account;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const { submit, pending, problem } = useCommandForm<Draft, unknown>(
    form,
    ["deputy", "from", "last_day"],
    (body, header) =>
      account === undefined
        ? client.POST("/api/v1/session/leave", { params: { header }, body })
        : client.POST("/api/v1/accounts/{account}/leave", { params: { path: { account }, header }, body }),
    async () => {
      message.success(w.leaveNoted);
      form.resetFields();
      await queries.invalidateQueries({ queryKey: ["myLeave"] });
      await queries.refetchQueries({ queryKey: sessionQuery.queryKey });
      await done();
    },
  );
  const needed = [{ required: true, message: words.forms.needed }];
  return (
    <Form<Draft> form={form} name="leave" layout="vertical" onFinish={submit}>
      <Form.Item
        name="deputy"
        label={w.deputy}
        rules={needed}
        extra={account === undefined ? w.deputyHint : undefined}
      >
        <Select options={people} placeholder={w.pickPerson} showSearch={{ optionFilterProp: "label" }} />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="from" label={w.from} rules={needed} extra={w.today}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="last_day" label={w.lastDay} rules={needed}>
          <Input type="date" />
        </Form.Item>
      </div>
      <FormProblem problem={problem} />
      <Button type="primary" htmlType="submit" loading={pending}>
        {w.noteLeave}
      </Button>
    </Form>
  );
}
