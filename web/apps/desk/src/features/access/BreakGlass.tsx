import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Alert, Button, Form, Input, Select } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { useRoles } from "../../api/queries.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { sentence } from "../../shell/problem.ts";

/** Those who may; the server decides. */
const ROLES = ["supervisor", "unit_head", "dispatcher"];
const HOURS = [1, 2, 4, 8, 24];

interface Values {
  reason: string;
  hours: number;
}

/** Under "not found or not yours": for the few who may, the way to read a case all the same. */
export function BreakGlass({ name }: { name: string }) {
  const { language, words } = useSpeech();
  const roles = useRoles();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState(newKey);
  const glass = useMutation({
    mutationFn: (values: Values) =>
      command<Schemas["BrokenGlassView"]>(key, (header) =>
        client.POST("/api/v1/cases/{case}/break-glass", {
          params: { path: { case: name }, header },
          body: { reason: values.reason.trim(), hours: values.hours },
        }),
      ),
    onSuccess: async ({ id }) => {
      await queries.resetQueries({ queryKey: ["viewRequest"] });
      await navigate({ to: "/cases/$request", params: { request: id }, replace: true });
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
    },
  });
  if (!ROLES.some((role) => roles.has(role))) {
    return null;
  }
  return (
    <section className="panel glass" aria-labelledby="glass-title">
      <h2 id="glass-title">{words.access.breakGlass}</h2>
      <p className="quiet modal-note">{words.access.breakGlassNote}</p>
      {!open && <Button onClick={() => setOpen(true)}>{words.access.breakGlass}</Button>}
      {open && (
        <Form<Values>
          name="glass"
          layout="vertical"
          initialValues={{ hours: 1 }}
          onFinish={(values) => glass.mutate(values)}
        >
          {glass.isError && (
            <Alert
              type="error"
              showIcon
              role="alert"
              className="form-alert"
              title={sentence(glass.error, language)}
            />
          )}
          <Form.Item
            name="reason"
            label={words.access.breakGlassReason}
            rules={[
              { required: true, whitespace: true, min: 10, message: words.access.breakGlassReasonHint },
            ]}
          >
            <Input.TextArea
              autoFocus
              rows={3}
              maxLength={1000}
              placeholder={words.access.breakGlassReasonHint}
            />
          </Form.Item>
          <Form.Item name="hours" label={words.access.hours}>
            <Select
              className="hours"
              options={HOURS.map((value) => ({ value, label: words.access.hoursOf(value) }))}
            />
          </Form.Item>
          <Button type="primary" danger htmlType="submit" loading={glass.isPending}>
            {words.access.breakGlass}
          </Button>
        </Form>
      )}
    </section>
  );
}
