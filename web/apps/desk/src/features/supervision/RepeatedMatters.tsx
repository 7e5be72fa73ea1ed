import { client, newKey, type Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { App, Button, Segmented, Table } from "../../antd.ts";
import { command } from "../../api/call.ts";
import { useRoles } from "../../api/queries.ts";
import { repeatsQuery } from "../../api/supervision.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";

type Repeat = Schemas["RepeatView"];
const DAYS = [7, 30, 90];

function Trend({ repeat }: { repeat: Repeat }) {
  const { words } = useSpeech();
  const w = words.supervision;
  const trend = repeat.trend_percent;
  if (trend === null || trend === undefined) {
    return <strong className="trend-up">{w.fresh}</strong>;
  }
  if (trend === 0) {
    return <span>{w.same}</span>;
  }
  return trend > 0 ? (
    <strong className="trend-up">↑ {w.more(trend)}</strong>
  ) : (
    <span>↓ {w.fewer(-trend)}</span>
  );
}

function Notes({ repeat, days }: { repeat: Repeat; days: number }) {
  const { language, words } = useSpeech();
  const w = words.supervision;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const supervisor = useRoles().has("supervisor");
  const note = useMutation({
    mutationFn: (code: string) =>
      command(newKey(), (header) =>
        client.POST("/api/v1/supervision/repeats/notes", {
          params: { header },
          body: { matter: repeat.matter?.id ?? "", division: repeat.place.path, note: code, days },
        }),
      ),
    onSuccess: () => {
      message.success(w.noteSaved);
      return queries.invalidateQueries({ queryKey: ["repeatedMatters"] });
    },
    onError: (error) => message.error(sentence(error, language)),
  });
  const done = new Set(repeat.notes.map((one) => one.note));
  return (
    <div className="repeat-notes">
      {repeat.notes.map((one) => (
        <span key={`${one.note}${one.at}`} className="quiet">
          {w.noteBy(wordFor(w.note, one.note), one.by, shortTime(one.at))}
        </span>
      ))}
      {supervisor &&
        repeat.matter &&
        ["ordered", "topic"]
          .filter((code) => !done.has(code))
          .map((code) => (
            <Button key={code} size="small" loading={note.isPending} onClick={() => note.mutate(code)}>
              {wordFor(w.note, code)}
            </Button>
          ))}
    </div>
  );
}

/** The same matter at the same place, again and again: work to be done before the next complaint. */
export function RepeatedMatters() {
  const { language, words } = useSpeech();
  const w = words.supervision;
  const [days, setDays] = useState(30);
  const repeats = useQuery(repeatsQuery(days));
  return (
    <section className="panel" aria-labelledby="repeats-title">
      <div className="panel-head">
        <h2 id="repeats-title">{w.repeats}</h2>
        <Segmented<number>
          size="small"
          aria-label={w.repeats}
          value={days}
          options={DAYS.map((value) => ({ value, label: w.days(value) }))}
          onChange={setDays}
        />
      </div>
      <p className="quiet">{w.repeatsHint}</p>
      {repeats.isPending && <Loading />}
      {repeats.isError && <Failed error={repeats.error} retry={() => repeats.refetch()} />}
      {repeats.data?.length === 0 && <p className="empty">{w.repeatsEmpty}</p>}
      {repeats.data && repeats.data.length > 0 && (
        <Table<Repeat>
          size="small"
          rowKey={(one) => `${one.matter?.id}${one.place.path}`}
          dataSource={repeats.data}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 820 }}
          columns={[
            {
              title: w.matter,
              onCell: () => ({ scope: "row" }),
              render: (_, one) => (one.matter ? nameIn(language, one.matter) : "–"),
            },
            { title: w.place, render: (_, one) => one.place.name },
            { title: w.count, align: "right", width: 70, render: (_, one) => <strong>{one.cases}</strong> },
            { title: w.before, align: "right", width: 70, dataIndex: "before" },
            { title: w.trend, width: 110, render: (_, one) => <Trend repeat={one} /> },
            { title: w.lead, render: (_, one) => (one.lead ? nameIn(language, one.lead) : "–") },
            { title: w.noted, width: 230, render: (_, one) => <Notes repeat={one} days={days} /> },
          ]}
        />
      )}
    </section>
  );
}
