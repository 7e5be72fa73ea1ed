import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, App, Button, Checkbox, Form, Input, Select } from "../../antd.ts";
import { command, ifMatch, isDefinite } from "../../api/call.ts";
import { mattersQuery, unitsQuery } from "../../api/queries.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { fieldAtFault, isStale, sentence } from "../../shell/problem.ts";
import { PickUnit } from "../organisation/PickUnit.tsx";
import { TryDraft } from "./TryDraft.tsx";

interface Props {
  matter?: Schemas["MatterView"];
  version: number;
  close: () => void;
}

type Draft = Omit<Schemas["MatterBody"], "id">;

const FIELDS = [
  "code",
  "name",
  "name_en",
  "class",
  "lead_duty",
  "legal_basis",
  "words",
  "owner",
  "valid_until",
] as const;

function MatterFields() {
  const { words } = useSpeech();
  const w = words.catalogue;
  const units = useQuery(unitsQuery).data ?? [];
  const duties = [...new Set(units.flatMap((unit) => unit.duties))].map((value) => ({
    value,
    label: wordFor(words.codes.duty, value),
  }));
  const classes = Object.entries(words.codes.matterClass).map(([value, label]) => ({ value, label }));
  const needed = [{ required: true, message: words.forms.needed }];
  return (
    <>
      <Form.Item name="name" label={w.name} rules={needed}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
      <Form.Item name="name_en" label={w.nameEn} rules={needed}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="code" label={w.code} rules={needed} extra={w.codeHint}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="class" label={w.class} rules={needed}>
        <Select options={classes} placeholder={words.record.choose} />
      </Form.Item>
      <Form.Item name="lead_duty" label={w.leadDuty} rules={needed}>
        <Select
          options={duties}
          placeholder={words.record.choose}
          showSearch={{ optionFilterProp: "label" }}
        />
      </Form.Item>
      <Form.Item name="legal_basis" label={w.legalBasis} rules={needed}>
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
      <Form.Item name="words" label={w.words} extra={w.wordsHint}>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          maxCount={40}
          tokenSeparators={["，", ",", "、"]}
        />
      </Form.Item>
      <Form.Item name="owner" label={words.care.owner}>
        <PickUnit units={units} />
      </Form.Item>
      <Form.Item name="valid_until" label={words.care.validUntil} extra={words.care.validUntilHint}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="on_the_spot" valuePropName="checked">
        <Checkbox>{w.onTheSpot}</Checkbox>
      </Form.Item>
      <Form.Item name="department_only" valuePropName="checked" extra={w.departmentOnlyHint}>
        <Checkbox>{w.departmentOnly}</Checkbox>
      </Form.Item>
    </>
  );
}

/** Write a matter and publish it as a new version of the catalogue. */
export function PublishMatter({ matter, version, close }: Props) {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const [key, setKey] = useState(newKey);
  const bodyOf = (draft: Draft) => ({
    ...draft,
    words: draft.words ?? [],
    owner: draft.owner || null,
    valid_until: draft.valid_until || null,
    department_only: matter?.department_only ?? false,
    id: matter?.id ?? null,
  });
  const publish = useMutation({
    mutationFn: (draft: Draft) =>
      command(key, (header) =>
        client.POST("/api/v1/catalogue/publish", {
          params: { header: { ...header, "If-Match": ifMatch(version) } },
          body: { matters: [bodyOf(draft)] },
        }),
      ),
    onSuccess: async (published) => {
      message.success(words.catalogue.published(published.version));
      close();
      await queries.invalidateQueries({ queryKey: mattersQuery.queryKey });
    },
    onError: async (error) => {
      if (isDefinite(error)) {
        setKey(newKey());
      }
      if (isStale(error)) {
        await queries.refetchQueries({ queryKey: mattersQuery.queryKey });
      }
      const name = FIELDS.find((field) => field === fieldAtFault(error, FIELDS));
      if (name) {
        form.setFields([{ name, errors: [sentence(error, language)] }]);
        form.focusField(name);
      }
    },
  });
  const atField = fieldAtFault(publish.error, FIELDS) !== undefined;
  return (
    <Form<Draft>
      form={form}
      name="matter"
      layout="vertical"
      initialValues={matter ?? { words: [], on_the_spot: false, department_only: false }}
      scrollToFirstError={{ focus: true }}
      onFinish={(draft) => publish.mutate(draft)}
    >
      <MatterFields />
      {publish.isError && !atField && (
        <Alert
          type={isStale(publish.error) ? "warning" : "error"}
          showIcon
          role="alert"
          className="form-alert"
          title={isStale(publish.error) ? words.catalogue.stale : sentence(publish.error, language)}
        />
      )}
      {matter && <TryDraft draft={() => bodyOf(form.getFieldsValue())} />}
      <p className="quiet">{words.catalogue.publishHint}</p>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={publish.isPending}>
          {words.catalogue.publish}
        </Button>
        <Button onClick={close}>{words.shell.cancel}</Button>
      </div>
    </Form>
  );
}
