import { client, type Schemas } from "@hemu/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "../../antd.ts";
import { colleaguesQuery, myLeaveQuery, sessionQuery } from "../../api/queries.ts";
import { useWords, wordFor } from "../../i18n/index.tsx";
import { begins, ends } from "../../shell/days.ts";
import { Failed, Loading } from "../../shell/Page.tsx";
import { useCommandButton } from "../../shell/useCommandForm.tsx";
import { LeaveForm } from "./LeaveForm.tsx";

type Leave = Schemas["LeaveView"];

/** End a leave now, or take it back before it begins. */
export function EndLeave({ leave, done }: { leave: Leave; done?: () => unknown }) {
  const w = useWords().account;
  const queries = useQueryClient();
  const { message } = App.useApp();
  const begun = Date.parse(leave.from) <= Date.now();
  const end = useCommandButton(
    (_, header) =>
      client.POST("/api/v1/leave/{leave}/end", { params: { path: { leave: leave.id }, header }, body: {} }),
    async () => {
      message.success(w.leaveEnded);
      await queries.invalidateQueries({ queryKey: myLeaveQuery.queryKey });
      await queries.refetchQueries({ queryKey: sessionQuery.queryKey });
      await done?.();
    },
  );
  return (
    <Button size="small" loading={end.pending} onClick={end.press}>
      {begun ? w.endLeave : w.takeBack}
    </Button>
  );
}

function Period({ leave }: { leave: Leave }) {
  const w = useWords().account;
  return <p className="quiet">{w.period(begins(leave.from), ends(leave.to))}</p>;
}

/** One's own leave, those one stands in for, and the form to note a leave. */
export function MyLeave() {
  const words = useWords();
  const w = words.account;
  const leave = useQuery(myLeaveQuery);
  const colleagues = useQuery(colleaguesQuery);
  if (leave.isPending || colleagues.isPending) {
    return <Loading />;
  }
  if (leave.isError) {
    return <Failed error={leave.error} retry={() => leave.refetch()} />;
  }
  const people = (colleagues.data ?? []).map((one) => ({
    value: one.id,
    label: `${one.name} · ${one.posts.map((post) => wordFor(words.codes.role, post.role)).join("、")}`,
  }));
  return (
    <>
      <p className="card-text">{w.leaveHint}</p>
      <h2>{w.away}</h2>
      {leave.data.away.length === 0 && <p className="quiet">{w.noAway}</p>}
      <ul className="plain-list">
        {leave.data.away.map((one) => (
          <li key={one.id}>
            <div>
              <strong>{w.isAway(one.deputy_name)}</strong>
              <Period leave={one} />
            </div>
            <EndLeave leave={one} />
          </li>
        ))}
      </ul>
      {leave.data.standing_in.length > 0 && (
        <>
          <h2>{w.standingIn}</h2>
          <ul className="plain-list">
            {leave.data.standing_in.map((one) => (
              <li key={one.id}>
                <div>
                  <strong>{one.account_name}</strong>
                  <Period leave={one} />
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{w.noteLeave}</h2>
      {people.length === 0 ? (
        <p className="quiet">{w.noColleagues}</p>
      ) : (
        <LeaveForm people={people} done={() => undefined} />
      )}
    </>
  );
}
