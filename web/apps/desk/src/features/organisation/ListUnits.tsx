import type { Schemas } from "@hemu/api";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Input, Table } from "../../antd.ts";
import { divisionsQuery, unitsQuery } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";

type Unit = Schemas["UnitView"];

/** Names of the city, its districts and their streets by path: where units have their territories. */
function useTerritories(): Map<string, string> {
  const city = useQuery(divisionsQuery(undefined)).data?.[0];
  const districts = useQuery({ ...divisionsQuery(city?.id), enabled: city !== undefined }).data ?? [];
  const streets = useQueries({ queries: districts.map((district) => divisionsQuery(district.id)) });
  const all = [...(city ? [city] : []), ...districts, ...streets.flatMap((found) => found.data ?? [])];
  return new Map(all.map((division) => [division.path, division.name]));
}

function territoryOf(path: string, names: Map<string, string>): string {
  const parts = path.split("/").filter(Boolean);
  const chain = parts.map((_, at) => names.get(`${parts.slice(0, at + 1).join("/")}/`) ?? parts[at]);
  return (chain.length > 1 ? chain.slice(1) : chain).join(" ");
}

export function ListUnits() {
  const { language, words } = useSpeech();
  const w = words.organisation;
  const units = useQuery(unitsQuery);
  const territories = useTerritories();
  const [typed, setTyped] = useState("");
  if (units.isPending) {
    return <Loading />;
  }
  if (units.isError) {
    return <Failed error={units.error} retry={() => units.refetch()} />;
  }
  const names = new Map(units.data.map((unit) => [unit.id, nameIn(language, unit)]));
  const shown = units.data
    .filter((unit) => `${unit.name} ${unit.name_en}`.toLowerCase().includes(typed.trim().toLowerCase()))
    .sort((a, b) => a.territory.length - b.territory.length || a.name.localeCompare(b.name, "zh"));
  return (
    <>
      <Input
        type="search"
        className="search above"
        aria-label={w.search}
        placeholder={w.search}
        allowClear
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Table<Unit>
        size="small"
        rowKey="id"
        dataSource={shown}
        locale={{ emptyText: w.emptyUnits }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: w.unit, width: 260, render: (_, unit) => <strong>{nameIn(language, unit)}</strong> },
          { title: w.form, width: 110, render: (_, unit) => wordFor(words.codes.form, unit.form) },
          {
            title: w.superior,
            width: 240,
            render: (_, unit) => (unit.superior ? names.get(unit.superior) : words.shell.none),
          },
          { title: w.territory, width: 240, render: (_, unit) => territoryOf(unit.territory, territories) },
          {
            title: w.duties,
            render: (_, unit) =>
              unit.duties.map((duty) => wordFor(words.codes.duty, duty)).join("、") || words.shell.none,
          },
        ]}
      />
    </>
  );
}
