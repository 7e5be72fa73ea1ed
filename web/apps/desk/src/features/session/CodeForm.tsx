import { client, type Schemas } from "@hemu/api";
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input } from "../../antd.ts";
import type { CommandHeaders } from "../../api/call.ts";
import { useWords } from "../../i18n/index.tsx";
import { FormProblem, useCommandForm } from "../../shell/useCommandForm.tsx";

interface Draft {
  code: string;
}

type Session = Pick<Schemas["SessionView"], "csrf_token" | "demo">;

/** Six digits, with the demo's code beside them where the city is one. */
export function CodeForm({
  session,
  done,
  confirming = false,
}: {
  session: Session;
  done: () => unknown;
  /** The code proves a new secret, instead of using the one in force. */
  confirming?: boolean;
}) {
  const words = useWords();
  const w = words.account;
  const [form] = Form.useForm<Draft>();
  const demo = useQuery({
    queryKey: ["demoCode", confirming],
    enabled: session.demo,
    gcTime: 0,
    refetchInterval: 5_000,
    queryFn: async () => (await client.GET("/api/v1/session/demo-code")).data?.code ?? null,
  });
  const send = ({ code }: Draft, given: CommandHeaders) => {
    // The session behind a sign-in that is half done is not the page's: its own token is sent.
    const header = { ...given, "X-CSRF-Token": session.csrf_token };
    const body = { code: code.replace(/\s/g, "") };
    return confirming
      ? client.POST("/api/v1/session/totp/confirm", { params: { header }, body })
      : client.POST("/api/v1/session/second-factor", { params: { header }, body });
  };
  const { submit, pending, problem } = useCommandForm(form, ["code"], send, done);
  return (
    <Form<Draft> form={form} name="code" layout="vertical" requiredMark={false} onFinish={submit}>
      <Form.Item
        name="code"
        label={w.code}
        rules={[{ required: true, pattern: /^\s*(\d\s*){6}$/, message: w.codeNeeded }]}
        validateTrigger="onSubmit"
      >
        <Input
          className="code-field"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
          size="large"
          autoFocus
        />
      </Form.Item>
      {demo.data && (
        <p className="demo-code">
          <span>{w.demoCode(demo.data)}</span>
          <Button size="small" onClick={() => form.setFieldsValue({ code: demo.data ?? "" })}>
            {w.fill}
          </Button>
        </p>
      )}
      <FormProblem problem={problem} />
      <Button type="primary" htmlType="submit" size="large" block loading={pending}>
        {w.confirm}
      </Button>
    </Form>
  );
}
