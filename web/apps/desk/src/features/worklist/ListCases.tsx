import { ReloadOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQueries, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Button, Segmented, Tabs } from "../../antd.ts";
import { casesQuery, countQuery, type Order, QUEUES, type Queue, useRoles } from "../../api/queries.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { queueOf, queuesOf } from "../../shell/home.ts";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { OpenByNumber } from "../access/OpenByNumber.tsx";
import { bulkKindsOf } from "./bulk/plan.ts";
import { CaseTable } from "./CaseTable.tsx";

const route = getRouteApi("/cases");

function useCounts(shown: readonly Queue[]): Map<Queue, number | undefined> {
  const counts = useQueries({ queries: shown.map(countQuery) });
  return new Map(shown.map((queue, at) => [queue, counts[at]?.data]));
}

/** The worklist: queues as tabs, a list that goes on loading as it is scrolled. */
export function ListCases() {
  const { words } = useSpeech();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const roles = useRoles();
  const queue = search.queue ?? queueOf([...roles]);
  const order: Order = search.order ?? (queue === "closed" || queue === "all" ? "newest" : "due");
  const shown = queuesOf([...roles]);
  const counts = useCounts(shown);
  const cases = useInfiniteQuery(casesQuery(queue, order));
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const first = cases.data?.pages[0];

  return (
    <Page
      title={words.cases.title}
      extra={
        <div className="list-tools">
          <span className="quiet">
            {bulkKindsOf([...roles]).length > 0 ? words.bulk.keys : words.cases.keys}
          </span>
          <OpenByNumber />
          <Segmented<Order>
            aria-label={words.cases.order}
            value={order}
            options={[
              { value: "due", label: words.cases.due },
              { value: "newest", label: words.cases.newest },
            ]}
            onChange={(next) => navigate({ search: { queue, order: next }, replace: true })}
          />
          <Button
            icon={<ReloadOutlined aria-hidden />}
            aria-label={words.shell.refresh}
            loading={cases.isRefetching && !cases.isFetchingNextPage}
            onClick={() => queries.resetQueries({ queryKey: ["listCases"] })}
          />
        </div>
      }
    >
      <Tabs
        aria-label={words.cases.queues}
        activeKey={queue}
        className="queues"
        onChange={(key) =>
          navigate({ search: { queue: QUEUES.find((one) => one === key), order: search.order } })
        }
        items={shown.map((one) => {
          const count = counts.get(one);
          return {
            key: one,
            label: (
              <span className={one === "overdue" && count ? "queue-name alert" : "queue-name"}>
                {words.codes.queue[one]}
                <span className="count">{count === undefined ? "…" : words.cases.more(count)}</span>
              </span>
            ),
            children:
              one !== queue ? null : cases.isPending ? (
                <Loading />
              ) : cases.isError ? (
                <Failed error={cases.error} retry={() => cases.refetch()} />
              ) : (
                <CaseTable
                  key={`${queue}-${order}`}
                  items={items}
                  now={first?.now ?? ""}
                  count={first?.count ?? 0}
                  empty={words.cases.empty[queue]}
                  staged={["all", "overdue", "waiting", "resting"].includes(queue)}
                  loadMore={() => {
                    if (cases.hasNextPage && !cases.isFetchingNextPage) {
                      cases.fetchNextPage();
                    }
                  }}
                />
              ),
          };
        })}
      />
    </Page>
  );
}
