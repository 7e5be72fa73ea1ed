import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, Button, Form } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { useSession } from "../../api/queries.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { Page } from "../../shell/Page.tsx";
import { fieldAtFault, sentence } from "../../shell/problem.ts";
import { SuggestMatters } from "../catalogue/SuggestMatters.tsx";
import { RecordedRequest } from "./RecordedRequest.tsx";
import { RecordFields } from "./RecordFields.tsx";
import {
  BLANK,
  clearDraft,
  EMPTY,
  FIELDS,
  keepDraft,
  loadDraft,
  type RecordForm,
  sameCaller,
  toRecordBody,
} from "./recordForm.ts";

/** The intake: one screen, keyboard first. What is typed is kept until it is saved. */
export function RecordRequest() {
  const { language, words } = useSpeech();
  const { account } = useSession();
  const queries = useQueryClient();
  const [form] = Form.useForm<RecordForm>();
  const [draft] = useState(() => loadDraft(account));
  const [restored, setRestored] = useState(draft !== undefined);
  const [key, setKey] = useState(newKey);
  const [recorded, setRecorded] = useState<Schemas["RecordedView"]>();
  const message = Form.useWatch("message", form) ?? "";
  const place = Form.useWatch("place", form);
  const matter = Form.useWatch("matter", form);

  const save = useMutation({
    mutationFn: (values: RecordForm) =>
      command(key, (header) =>
        client.POST("/api/v1/requests", { params: { header }, body: toRecordBody(values) }),
      ),
    onSuccess: (saved) => {
      setRecorded(saved);
      clearDraft(account);
      queries.invalidateQueries({ queryKey: ["listCases"] });
    },
    onError: (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
      const field = fieldAtFault(error, FIELDS);
      if (field) {
        // The names in FIELDS are those of the form, but for the place.
        const name = field === "division" ? "place" : (field as keyof RecordForm);
        form.setFields([{ name, errors: [sentence(error, language)] }]);
        form.focusField(name);
      }
    },
  });

  const start = (values: RecordForm) => {
    form.resetFields();
    form.setFieldsValue({ ...BLANK, ...values });
    save.reset();
    setKey(newKey());
    setRecorded(undefined);
    setRestored(false);
    clearDraft(account);
    const first = values.name || values.phone ? "record_message" : "record_name";
    // Once the form is in sight again.
    requestAnimationFrame(() => document.getElementById(first)?.focus());
  };

  return (
    <Page
      title={words.record.title}
      extra={
        <span className="quiet">
          {words.record.saveKeys} {words.record.save}
        </span>
      }
    >
      {recorded && (
        <RecordedRequest
          recorded={recorded}
          sealed={toRecordBody(form.getFieldsValue()).accused?.length !== 0}
          sameCaller={() => start(sameCaller(form.getFieldsValue()))}
          newCall={() => start({})}
        />
      )}
      <div className="intake" hidden={recorded !== undefined}>
        <Form<RecordForm>
          form={form}
          name="record"
          layout="vertical"
          initialValues={{ ...EMPTY, ...draft }}
          scrollToFirstError={{ focus: true, block: "center" }}
          onValuesChange={(_, values) => keepDraft(account, values)}
          onFinish={(values) => save.mutate(values)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              form.submit();
            }
          }}
        >
          {restored && (
            <Alert
              type="info"
              showIcon
              className="form-alert"
              title={words.record.draftRestored}
              action={
                <Button size="small" onClick={() => start({})}>
                  {words.record.discardDraft}
                </Button>
              }
            />
          )}
          <RecordFields />
          {save.isError && !fieldAtFault(save.error, FIELDS) && (
            <Alert
              type="error"
              showIcon
              role="alert"
              className="form-alert"
              title={sentence(save.error, language)}
            />
          )}
          <div className="form-foot">
            <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>
              {words.record.save}
            </Button>
            <kbd>{words.record.saveKeys}</kbd>
            <Button onClick={() => start({})}>{words.record.discardDraft}</Button>
          </div>
        </Form>
        <SuggestMatters
          text={message}
          division={place?.at(-1)}
          chosen={matter}
          choose={(id) => {
            form.setFieldValue("matter", id);
            keepDraft(account, form.getFieldsValue());
          }}
        />
      </div>
    </Page>
  );
}
