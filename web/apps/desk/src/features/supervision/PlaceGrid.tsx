import type { Schemas } from "@hemu/api";
import { percent } from "@hemu/format";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Segmented, Table } from "../../antd.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { NumberLink } from "./NumberLink.tsx";
import { shadeOf } from "./shade.ts";

type Place = Schemas["BoardPlaceView"];

/** A schematic map: one tile for each place below, shaded by the share overdue. */
function Tiles({ places, within }: { places: Place[]; within: string | undefined }) {
  const { words } = useSpeech();
  const w = words.supervision;
  return (
    <ul className="tiles">
      {places.map((one) => {
        const share = percent(one.overdue_basis_points);
        const body = (
          <>
            <strong>{one.place.name}</strong>
            <span>{w.cases(one.open.count)}</span>
            <span>{w.shareOf(share)}</span>
          </>
        );
        const className = `tile shade-${shadeOf(one.overdue_basis_points)}`;
        return (
          <li key={one.place.path}>
            {one.place.level === "grid" || one.place.path === within ? (
              <NumberLink list={one.open.list} className={className}>
                {body}
              </NumberLink>
            ) : (
              <Link to="/supervision" search={{ division: one.place.path }} className={className}>
                {body}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function AsTable({ places }: { places: Place[] }) {
  const { words } = useSpeech();
  const w = words.supervision;
  return (
    <Table<Place>
      size="small"
      rowKey={(one) => one.place.path}
      dataSource={places}
      pagination={false}
      scroll={{ x: 560 }}
      columns={[
        {
          title: w.place,
          onCell: () => ({ scope: "row" }),
          render: (_, one) => (
            <Link to="/supervision" search={{ division: one.place.path }}>
              {one.place.name}
            </Link>
          ),
        },
        {
          title: w.open,
          align: "right",
          render: (_, one) => <NumberLink list={one.open.list}>{one.open.count}</NumberLink>,
        },
        ...["overdue", "red", "yellow", "green"].map((code) => ({
          title: wordFor(w.colour, code),
          align: "right" as const,
          render: (_: unknown, one: Place) => {
            const own = one.colours.find((colour) => colour.code === code);
            return own ? <NumberLink list={own.list}>{own.count}</NumberLink> : 0;
          },
        })),
        { title: w.share, align: "right", render: (_, one) => percent(one.overdue_basis_points) },
      ]}
    />
  );
}

export function PlaceGrid({ places, within }: { places: Place[]; within: string | undefined }) {
  const { words } = useSpeech();
  const w = words.supervision;
  const [shown, setShown] = useState<"tiles" | "table">("tiles");
  return (
    <section className="panel" aria-labelledby="places-title">
      <div className="panel-head">
        <h2 id="places-title">{w.places}</h2>
        <Segmented<"tiles" | "table">
          size="small"
          aria-label={w.places}
          value={shown}
          options={[
            { value: "tiles", label: w.tiles },
            { value: "table", label: w.table },
          ]}
          onChange={setShown}
        />
      </div>
      <p className="quiet">{w.placesHint}</p>
      {shown === "tiles" ? <Tiles places={places} within={within} /> : <AsTable places={places} />}
    </section>
  );
}
