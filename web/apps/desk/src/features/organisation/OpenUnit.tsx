import { client, type Schemas } from "@hemu/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "../../antd.ts";
import { divisionsQuery, unitsQuery } from "../../api/queries.ts";
import { nameIn, useSpeech } from "../../i18n/index.tsx";
import { FormProblem, useCommandForm } from "../../shell/useCommandForm.tsx";
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
  const { submit, pending, problem } = useCommandForm<Draft, unknown>(
    form,
    FIELDS,
    (draft, header) =>
      client.POST("/api/v1/organisation/units", {
        params: { header },
        body: {
          ...draft,
          territory: draft.territory?.at(-1) ?? city?.id ?? "",
          duties: draft.duties ?? [],
        },
      }),
    async () => {
      message.success(w.unitOpened);
      close();
      await queries.invalidateQueries({ queryKey: unitsQuery.queryKey });
    },
  );
  const needed = [{ required: true, message: words.forms.needed }];
  const forms = Object.entries(words.codes.form).map(([value, label]) => ({ value, label }));
  const superiors = units.map((unit) => ({ value: unit.id, label: nameIn(language, unit) }));
  const duties = [...new Set(units.flatMap((unit) => unit.duties))].map((value) => ({ value, label: value }));
  return (
    <Form<Draft> form={form} name="unit" layout="vertical" onFinish={submit}>
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
      <FormProblem problem={problem} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={pending}>
          {w.openUnit}
        </Button>
        <Button onClick={close}>{words.shell.cancel}</Button>
      </div>
    </Form>
  );
}
