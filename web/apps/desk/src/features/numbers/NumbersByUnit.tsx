import type { Schemas } from "@hemu/api";
import { percent } from "@hemu/format";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Form, Input, Table, type TableProps } from "../../antd.ts";
import { numbersQuery } from "../../api/queries.ts";
import { nameIn, useSpeech } from "../../i18n/index.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { daysBack, startOfYear, today } from "./period.ts";

type Numbers = Schemas["UnitNumbersView"];

/** A rate with what it was made of, and a bar. */
function RateCell({ rate }: { rate: Schemas["RateView"] }) {
  const numerator = rate.numerator_hundredths / 100;
  return (
    <span className="rate">
      <span className="rate-value">{percent(rate.basis_points)}</span>
      <span className="rate-bar" aria-hidden>
        <span style={{ width: `${(rate.basis_points ?? 0) / 100}%` }} />
      </span>
      <span className="rate-parts">
        {Number.isInteger(numerator) ? numerator : numerator.toFixed(2)} / {rate.denominator}
      </span>
    </span>
  );
}

function useColumns(): TableProps<Numbers>["columns"] {
  const { language, words } = useSpeech();
  const w = words.numbers;
  const count = (title: string, key: keyof Numbers) => ({
    title,
    dataIndex: key,
    align: "right" as const,
    width: 78,
  });
  const rate = (title: string, of: (one: Numbers) => Schemas["RateView"]) => ({
    title,
    width: 104,
    render: (_: unknown, one: Numbers) => <RateCell rate={of(one)} />,
  });
  return [
    {
      title: w.unit,
      width: 210,
      fixed: "start",
      onCell: () => ({ scope: "row" }),
      render: (_, one) => (one.unit ? nameIn(language, one.unit) : <strong>{w.total}</strong>),
    },
    count(w.recorded, "recorded"),
    count(w.dispatched, "dispatched"),
    count(w.closed, "closed"),
    rate(w.response, (one) => one.response),
    rate(w.resolution, (one) => one.resolution),
    rate(w.satisfaction, (one) => one.satisfaction),
    rate(w.onTime, (one) => one.on_time),
    count(w.excluded, "excluded"),
    count(w.sentBack, "sent_back"),
    count(w.nonResponse, "non_response"),
    {
      title: w.replyHours,
      align: "right",
      width: 110,
      render: (_, one) =>
        one.reply_minutes_mean === null || one.reply_minutes_mean === undefined
          ? "–"
          : (one.reply_minutes_mean / 60).toFixed(1),
    },
  ];
}

interface Period {
  from: string;
  to: string;
}

function PickPeriod({ period, pick }: { period: Period; pick: (period: Period) => void }) {
  const { words } = useSpeech();
  const w = words.numbers;
  const presets = [
    { label: w.days7, from: daysBack(6) },
    { label: w.days30, from: daysBack(29) },
    { label: w.thisYear, from: startOfYear() },
  ];
  const day = (key: keyof Period, label: string) => (
    <Form.Item label={label} htmlFor={`period-${key}`}>
      <Input
        id={`period-${key}`}
        type="date"
        value={period[key]}
        onChange={(event) => event.target.value && pick({ ...period, [key]: event.target.value })}
      />
    </Form.Item>
  );
  return (
    <Form layout="inline" className="period">
      {day("from", w.from)}
      {day("to", w.to)}
      <fieldset className="presets">
        <legend className="unseen">{w.presets}</legend>
        {presets.map((preset) => (
          <Button
            key={preset.label}
            aria-pressed={period.from === preset.from && period.to === today()}
            onClick={() => pick({ from: preset.from, to: today() })}
          >
            {preset.label}
          </Button>
        ))}
      </fieldset>
    </Form>
  );
}

/** Rates by unit, each with numerator and denominator. Ordered by name: nothing is ranked. */
export function NumbersByUnit() {
  const { language, words } = useSpeech();
  const w = words.numbers;
  const [period, setPeriod] = useState<Period>({ from: daysBack(29), to: today() });
  const numbers = useQuery(numbersQuery(period.from, period.to));
  const columns = useColumns();
  const total = numbers.data?.filter((one) => !one.unit) ?? [];
  const units = (numbers.data ?? [])
    .flatMap((one) => (one.unit ? [{ one, name: nameIn(language, one.unit) }] : []))
    .sort((a, b) => a.name.localeCompare(b.name, language))
    .map(({ one }) => one);
  return (
    <Page title={w.title}>
      <PickPeriod period={period} pick={setPeriod} />
      <p className="quiet">{w.scope}</p>
      {numbers.isPending && <Loading />}
      {numbers.isError && <Failed error={numbers.error} retry={() => numbers.refetch()} />}
      {numbers.data?.length === 0 && <p className="empty">{w.empty}</p>}
      {numbers.data && numbers.data.length > 0 && (
        <Table<Numbers>
          size="small"
          aria-label={w.table}
          rowKey={(one) => one.unit?.id ?? "total"}
          rowClassName={(one) => (one.unit ? "" : "total")}
          columns={columns}
          dataSource={[...total, ...units]}
          pagination={false}
          scroll={{ x: 1180 }}
        />
      )}
      <section className="panel how" aria-labelledby="how-title">
        <h2 id="how-title">{w.how}</h2>
        <dl>
          {w.definitions.map(([name, definition]) => (
            <div key={name} className="how-item">
              <dt>{name}</dt>
              <dd>{definition}</dd>
            </div>
          ))}
        </dl>
      </section>
    </Page>
  );
}
