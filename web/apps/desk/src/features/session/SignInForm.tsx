import { client, type Schemas, unwrap } from "@hemu/api";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "../../antd.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { sentence } from "../../shell/problem.ts";

/** Account and password. What the server says stands above the button. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => Promise<unknown> }) {
  const { language, words } = useSpeech();
  const signIn = useMutation({
    mutationFn: async (body: Schemas["SignInBody"]) => {
      await unwrap(client.POST("/api/v1/session", { body }));
      await onSignedIn();
    },
  });
  return (
    <Form
      name="sign-in"
      layout="vertical"
      requiredMark={false}
      size="large"
      onFinish={(values: Schemas["SignInBody"]) => signIn.mutate(values)}
    >
      <Form.Item
        name="login"
        label={words.session.login}
        rules={[{ required: true, message: words.session.loginNeeded }]}
      >
        <Input autoFocus autoComplete="username" />
      </Form.Item>
      <Form.Item
        name="password"
        label={words.session.password}
        rules={[{ required: true, message: words.session.passwordNeeded }]}
      >
        <Input.Password autoComplete="current-password" visibilityToggle={false} />
      </Form.Item>
      {signIn.isError && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={sentence(signIn.error, language)}
          className="form-alert"
        />
      )}
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        {words.session.submit}
      </Button>
    </Form>
  );
}
