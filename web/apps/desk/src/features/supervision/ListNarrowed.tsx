import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { unitsQuery } from "../../api/queries.ts";
import { narrowedQuery, readList } from "../../api/supervision.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { CaseTable } from "../worklist/CaseTable.tsx";

const route = getRouteApi("/supervision/cases");

/** What the list is narrowed to, in words. */
function useMarks(list: string): string[] {
  const { language, words } = useSpeech();
  const w = words.supervision;
  const units = useQuery(unitsQuery).data ?? [];
  const narrowed = readList(list);
  const unit = units.find((one) => one.id === narrowed.lead);
  const asked: Record<string, string> = { decision: w.decisions, order: w.orders };
  return [
    narrowed.open && w.open,
    narrowed.colour && wordFor(w.colour, narrowed.colour),
    narrowed.age && wordFor(w.age, narrowed.age),
    narrowed.stage && wordFor({ paused: w.paused, parked: w.parked }, narrowed.stage),
    narrowed.merged && w.merged,
    narrowed.asks && wordFor(asked, narrowed.asks),
    narrowed.urged_days && w.urged(0),
    narrowed.lead && (unit ? nameIn(language, unit) : w.noUnit),
  ].filter((mark): mark is string => typeof mark === "string");
}

/** The cases behind a number of the board. */
export function ListNarrowed() {
  const { words } = useSpeech();
  const w = words.supervision;
  const { list } = route.useSearch();
  const cases = useInfiniteQuery(narrowedQuery(list));
  const marks = useMarks(list);
  const division = readList(list).division;
  const first = cases.data?.pages[0];
  return (
    <Page
      title={w.narrowed}
      extra={
        <div className="list-tools">
          <Link to="/supervision" search={division ? { division } : {}} className="back">
            ← {w.back}
          </Link>
        </div>
      }
    >
      <p className="head-tags">
        {marks.map((mark) => (
          <Mark key={mark}>{mark}</Mark>
        ))}
      </p>
      {cases.isPending && <Loading />}
      {cases.isError && <Failed error={cases.error} retry={() => cases.refetch()} />}
      {first && (
        <CaseTable
          key={list}
          items={cases.data?.pages.flatMap((page) => page.items) ?? []}
          now={first.now}
          count={first.count}
          empty={w.noneFound}
          staged
          loadMore={() => {
            if (cases.hasNextPage && !cases.isFetchingNextPage) {
              cases.fetchNextPage();
            }
          }}
        />
      )}
    </Page>
  );
}
