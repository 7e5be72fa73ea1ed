import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Form, Input, Table } from "../../antd.ts";
import { compareQuery } from "../../api/supervision.ts";
import { nameIn, useSpeech } from "../../i18n/index.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";

/** What became of the matters from one version to another, field by field. */
export function CompareVersions({ newest }: { newest: number }) {
  const { language, words } = useSpeech();
  const w = words.care;
  const [versions, setVersions] = useState({ from: Math.max(0, newest - 1), to: newest });
  const compared = useQuery(compareQuery(versions.from, versions.to));
  const fields: Record<string, string> = {
    code: words.catalogue.code,
    name: words.catalogue.name,
    name_en: words.catalogue.nameEn,
    class: words.catalogue.class,
    lead_duty: words.catalogue.leadDuty,
    legal_basis: words.catalogue.legalBasis,
    words: words.catalogue.words,
    on_the_spot: words.catalogue.onTheSpot,
    owner: w.owner,
    valid_until: w.validUntil,
  };
  const pick = (key: "from" | "to", label: string) => (
    <Form.Item label={label} htmlFor={`compare-${key}`}>
      <Input
        id={`compare-${key}`}
        type="number"
        min={0}
        max={newest}
        value={versions[key]}
        onChange={(event) =>
          setVersions({ ...versions, [key]: Math.min(newest, Math.max(0, Number(event.target.value))) })
        }
      />
    </Form.Item>
  );
  const data = compared.data;
  const rows = (data?.changed ?? []).flatMap((matter) =>
    matter.fields.map((field) => ({
      ...field,
      key: `${matter.id}${field.field}`,
      name: nameIn(language, matter),
    })),
  );
  const names = (all: { name: string; name_en: string }[]) =>
    all.map((one) => nameIn(language, one)).join("、");
  return (
    <>
      <Form layout="inline" className="period">
        {pick("from", w.compareFrom)}
        {pick("to", w.compareTo)}
      </Form>
      {compared.isPending && <Loading />}
      {compared.isError && <Failed error={compared.error} retry={() => compared.refetch()} />}
      {data && data.added.length + data.ended.length + rows.length === 0 && <p className="empty">{w.same}</p>}
      {data && data.added.length > 0 && (
        <p>
          <strong>{w.added}</strong> {names(data.added)}
        </p>
      )}
      {data && data.ended.length > 0 && (
        <p>
          <strong>{w.ended}</strong> {names(data.ended)}
        </p>
      )}
      {rows.length > 0 && (
        <Table
          size="small"
          rowKey="key"
          dataSource={rows}
          pagination={false}
          scroll={{ x: 520 }}
          columns={[
            { title: words.forms.matter, dataIndex: "name", onCell: () => ({ scope: "row" }) },
            { title: w.field, render: (_, one) => fields[one.field] ?? one.field },
            { title: w.before, render: (_, one) => one.before || w.empty },
            { title: w.after, render: (_, one) => one.after || w.empty },
          ]}
        />
      )}
    </>
  );
}
