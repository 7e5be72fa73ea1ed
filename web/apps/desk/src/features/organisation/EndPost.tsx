import { client } from "@hemu/api";
import { useState } from "react";
import { App, Button, Form, Input, Popover } from "../../antd.ts";
import { useWords } from "../../i18n/index.tsx";
import { FormProblem, useCommandForm } from "../../shell/useCommandForm.tsx";

interface Draft {
  last_day?: string;
}

function EndPostForm({ post, done }: { post: string; done: () => unknown }) {
  const w = useWords().account;
  const [form] = Form.useForm<Draft>();
  const { submit, pending, problem } = useCommandForm<Draft, unknown>(
    form,
    ["last_day"],
    (draft, header) =>
      client.POST("/api/v1/posts/{post}/end", {
        params: { path: { post }, header },
        body: { last_day: draft.last_day || null },
      }),
    done,
  );
  return (
    <Form<Draft> form={form} name={`end-${post}`} layout="vertical" onFinish={submit}>
      <Form.Item name="last_day" label={w.endPostOn}>
        <Input type="date" />
      </Form.Item>
      <FormProblem problem={problem} />
      <Button type="primary" danger htmlType="submit" loading={pending}>
        {w.endPost}
      </Button>
    </Form>
  );
}

/** End a post, at once or after a day. */
export function EndPost({ post, name, done }: { post: string; name: string; done: () => unknown }) {
  const w = useWords().account;
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      getPopupContainer={(button) => button.parentElement ?? document.body}
      content={
        <EndPostForm
          post={post}
          done={() => {
            setOpen(false);
            message.success(w.postEnded);
            return done();
          }}
        />
      }
    >
      <Button size="small" aria-label={`${w.endPost} ${name}`} aria-expanded={open}>
        {w.endPost}
      </Button>
    </Popover>
  );
}
