import { client, newKey, type Schemas } from "@hemu/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert, App, Button, Form, Input, Select } from "../../antd.ts";
import { command, isDefinite } from "../../api/call.ts";
import { divisionsQuery, unitsQuery } from "../../api/queries.ts";
import { nameIn, useSpeech } from "../../i18n/index.tsx";
import { fieldAtFault, sentence } from "../../shell/problem.ts";
import { PickDivision } from "./PickDivision.tsx";

type Draft = Omit<Schemas["OpenUnitBody"], "territory"> & { territory?: string[] };

const FIELDS = ["name", "name_en", "form", "superior", "territory", "duties"] as const;

/** Open a unit: for the system administrator, a few times a year. */
export function OpenUnit({ close }: { close: () => void }) {
  const { language, words } = useSpeech();
  const w = words.organisation;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const units = useQuery(unitsQuery).data ?? [];
  const city = useQuery(divisionsQuery(undefined)).data?.[0];
  const [form] = Form.useForm<Draft>();
  const [key, setKey] = useState(newKey);
  const open = useMutation({
    mutationFn: (draft: Draft) =>
      command(key, (header) =>
        client.POST("/api/v1/organisation/units", {
          params: { header },
          body: {
            ...draft,
            territory: draft.territory?.at(-1) ?? city?.id ?? "",
            duties: draft.duties ?? [],
          },
        }),
      ),
    onSuccess: async () => {
      message.success(w.unitOpened);
      close();
      await queries.invalidateQueries({ queryKey: unitsQuery.queryKey });
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
  const forms = Object.entries(words.codes.form).map(([value, label]) => ({ value, label }));
  const superiors = units.map((unit) => ({ value: unit.id, label: nameIn(language, unit) }));
  const duties = [...new Set(units.flatMap((unit) => unit.duties))].map((value) => ({ value, label: value }));
  return (
    <Form<Draft> form={form} name="unit" layout="vertical" onFinish={(draft) => open.mutate(draft)}>
      <Form.Item name="name" label={w.unitName} rules={needed}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
      <Form.Item name="name_en" label={w.unitNameEn} rules={needed}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="form" label={w.form} rules={needed}>
        <Select
          options={forms}
          placeholder={words.record.choose}
          showSearch={{ optionFilterProp: "label" }}
        />
      </Form.Item>
      <Form.Item name="superior" label={w.superior}>
        <Select
          allowClear
          options={superiors}
          placeholder={words.record.choose}
          showSearch={{ optionFilterProp: "label" }}
        />
      </Form.Item>
      <Form.Item name="territory" label={w.territory} extra={w.territoryHint}>
        <PickDivision />
      </Form.Item>
      <Form.Item name="duties" label={w.duties} extra={w.dutiesHint}>
        <Select mode="tags" options={duties} maxCount={50} tokenSeparators={[",", "，"]} />
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
          {w.openUnit}
        </Button>
        <Button onClick={close}>{words.shell.cancel}</Button>
      </div>
    </Form>
  );
}
