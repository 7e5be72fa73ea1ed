import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, Button, Form, Input, Modal, Select } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { sentence } from "../../shell/problem.ts";

const PURPOSES = ["contact_requester", "verify_identity", "visit", "legal_order", "other"];

interface Props {
  request: string;
  /** `phone`, `name`, `address`, `email` or `message` */
  field: string;
  /** What is shown as long as nobody asked. */
  masked: string;
}

/** One masked field, and the way to see it: for a purpose, recorded. Gone again with the page. */
export function RevealContact({ request, field, masked }: Props) {
  const { language, words } = useSpeech();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [key, setKey] = useState(newKey);
  const [form] = Form.useForm<{ purpose: string; text?: string }>();
  const purpose = Form.useWatch("purpose", form);
  const name = wordFor(words.codes.field, field);
  const reveal = useMutation({
    mutationFn: (values: { purpose: string; text?: string }) =>
      command<Schemas["RevealedView"]>(key, (header) =>
        client.POST("/api/v1/requests/{request}/reveal", {
          params: { path: { request }, header },
          body: { field, purpose: values.purpose, text: values.text?.trim() ?? "" },
        }),
      ),
    onSuccess: () => {
      setAsking(false);
      setKey(newKey());
      // The case has a new entry, and with it a new version.
      return queries.invalidateQueries({ queryKey: ["viewRequest", request] });
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
    },
  });

  if (reveal.data) {
    return (
      <span className="revealed">
        <strong aria-live="polite">{reveal.data.value}</strong>
        <Button size="small" type="link" onClick={() => reveal.reset()}>
          {words.access.hide}
        </Button>
      </span>
    );
  }
  return (
    <span className="revealed">
      <span>{masked}</span>
      <Button
        size="small"
        type="link"
        aria-label={words.access.revealTitle(name)}
        onClick={() => {
          reveal.reset();
          setAsking(true);
        }}
      >
        {words.access.reveal}
      </Button>
      <Modal
        open={asking}
        title={words.access.revealTitle(name)}
        okText={words.access.reveal}
        cancelText={words.shell.cancel}
        confirmLoading={reveal.isPending}
        onOk={() => form.submit()}
        onCancel={() => setAsking(false)}
        closable={{ "aria-label": words.shell.close }}
        destroyOnHidden
      >
        <p className="quiet modal-note">{words.access.revealNote}</p>
        {reveal.isError && (
          <Alert
            type="error"
            showIcon
            role="alert"
            className="form-alert"
            title={sentence(reveal.error, language)}
          />
        )}
        <Form
          form={form}
          name={`reveal-${field}`}
          layout="vertical"
          initialValues={{ purpose: "contact_requester" }}
          onFinish={(values) => reveal.mutate(values)}
        >
          <Form.Item name="purpose" label={words.access.purpose} rules={[{ required: true }]}>
            <Select
              options={PURPOSES.map((value) => ({ value, label: wordFor(words.codes.purpose, value) }))}
            />
          </Form.Item>
          {purpose === "other" && (
            <Form.Item
              name="text"
              label={words.access.purposeText}
              rules={[{ required: true, whitespace: true, min: 5, message: words.access.purposeTextHint }]}
            >
              <Input.TextArea rows={2} maxLength={500} />
            </Form.Item>
          )}
        </Form>
      </Modal>
    </span>
  );
}
