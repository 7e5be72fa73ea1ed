import { ReloadOutlined } from "@ant-design/icons";
import type { Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "../../antd.ts";
import { boardQuery } from "../../api/supervision.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { NumberLink } from "./NumberLink.tsx";
import { PlaceGrid } from "./PlaceGrid.tsx";
import { RepeatedMatters } from "./RepeatedMatters.tsx";
import { UnitBars } from "./UnitBars.tsx";

type Board = Schemas["BoardView"];
const route = getRouteApi("/supervision");

function Figures({ board }: { board: Board }) {
  const { words } = useSpeech();
  const w = words.supervision;
  const burning = ["overdue", "red", "yellow"].flatMap((code) =>
    board.colours
      .filter((one) => one.code === code)
      .map((one) => ({ ...one, name: wordFor(w.colour, code), className: `figure figure-${code}` })),
  );
  const others = [
    { ...board.open, name: w.open },
    { ...board.decisions, name: w.decisions },
    { ...board.orders, name: w.orders },
    { ...board.urged, name: w.urged(board.urgings) },
    { ...board.paused, name: w.paused },
    { ...board.parked, name: w.parked },
    { ...board.merged, name: w.merged },
  ].map((one) => ({ ...one, className: "figure" }));
  return (
    <ul className="figures" aria-label={w.numbers}>
      {[...burning, ...others].map((one) => (
        <li key={one.name}>
          <NumberLink list={one.list} className={one.className}>
            <b className="figure-count">{one.count}</b>
            <span>{one.name}</span>
          </NumberLink>
        </li>
      ))}
    </ul>
  );
}

function Ages({ board }: { board: Board }) {
  const { words } = useSpeech();
  const w = words.supervision;
  const most = Math.max(1, ...board.ages.map((age) => age.count));
  return (
    <section className="panel" aria-labelledby="ages-title">
      <h2 id="ages-title">{w.ages}</h2>
      <ul className="bars">
        {board.ages.map((age) => (
          <li key={age.code}>
            <span className="bar-name">{wordFor(w.age, age.code)}</span>
            <NumberLink
              list={age.list}
              className={`bar-part ${age.count > 0 ? "bar-age" : "bar-none"}`}
              style={{ width: `${Math.max(6, (100 * age.count) / most)}%` }}
              label={`${wordFor(w.age, age.code)} ${w.cases(age.count)}`}
            >
              {age.count}
            </NumberLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The division above: its path is one level shorter. */
function Above({ board, division }: { board: Board; division: string }) {
  const { words } = useSpeech();
  const above = division.slice(0, -5);
  return (
    <p className="within">
      <Link to="/supervision" search={above.length > 5 ? { division: above } : {}}>
        ← {words.supervision.up}
      </Link>
      <strong>{board.within?.name}</strong>
    </p>
  );
}

/** What burns first, then how old, then where. */
export function ViewBoard() {
  const { words } = useSpeech();
  const w = words.supervision;
  const { division } = route.useSearch();
  const board = useQuery(boardQuery(division));
  return (
    <Page
      title={w.title}
      extra={
        <div className="list-tools">
          {board.data && <span className="quiet">{w.asOf(shortTime(board.data.now, board.data.now))}</span>}
          <Button
            icon={<ReloadOutlined aria-hidden />}
            aria-label={words.shell.refresh}
            loading={board.isRefetching}
            onClick={() => board.refetch()}
          />
        </div>
      }
    >
      {board.isPending && <Loading />}
      {board.isError && <Failed error={board.error} retry={() => board.refetch()} />}
      {board.data && (
        <>
          {division && <Above board={board.data} division={division} />}
          <Figures board={board.data} />
          {board.data.open.count === 0 ? (
            <p className="empty">{w.empty}</p>
          ) : (
            <div className="board">
              <UnitBars units={board.data.units} />
              <div>
                <Ages board={board.data} />
                <PlaceGrid places={board.data.places} within={board.data.within?.path} />
              </div>
            </div>
          )}
          <RepeatedMatters />
        </>
      )}
    </Page>
  );
}
