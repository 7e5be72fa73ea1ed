import { client, type Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "../../antd.ts";
import { mySessionsQuery } from "../../api/queries.ts";
import { useWords, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";
import { useCommandButton } from "../../shell/useCommandForm.tsx";

function useEnded() {
  const w = useWords().account;
  const queries = useQueryClient();
  const { message } = App.useApp();
  return () => {
    message.success(w.sessionEnded);
    return queries.invalidateQueries({ queryKey: mySessionsQuery.queryKey });
  };
}

function Line({ session }: { session: Schemas["OpenSessionView"] }) {
  const w = useWords().account;
  const end = useCommandButton(
    (_, header) =>
      client.POST("/api/v1/session/sessions/{session}/end", {
        params: { path: { session: session.id }, header },
        body: {},
      }),
    useEnded(),
  );
  const browser = wordFor(w.browser, session.browser);
  return (
    <li>
      <div>
        <strong>{browser}</strong> {session.this && <Mark kind="main">{w.thisSession}</Mark>}
        <p className="quiet">
          {w.signedIn} <time dateTime={session.created_at}>{shortTime(session.created_at)}</time> ·{" "}
          {w.lastSeen} <time dateTime={session.seen_at}>{shortTime(session.seen_at)}</time>
        </p>
      </div>
      {!session.this && (
        <Button
          size="small"
          aria-label={`${w.endSession} ${browser} ${shortTime(session.created_at)}`}
          loading={end.pending}
          onClick={end.press}
        >
          {w.endSession}
        </Button>
      )}
    </li>
  );
}

/** Where one's account is signed in; all but this one can be ended. */
export function MySessions() {
  const w = useWords().account;
  const sessions = useQuery(mySessionsQuery);
  const endOthers = useCommandButton(
    (_, header) => client.POST("/api/v1/session/sessions/end-others", { params: { header }, body: {} }),
    useEnded(),
  );
  if (sessions.isPending) {
    return <Loading />;
  }
  if (sessions.isError) {
    return <Failed error={sessions.error} retry={() => sessions.refetch()} />;
  }
  return (
    <>
      <p className="card-text">{w.sessionsHint}</p>
      <ul className="plain-list">
        {sessions.data.map((session) => (
          <Line key={session.id} session={session} />
        ))}
      </ul>
      {sessions.data.length > 1 ? (
        <Button loading={endOthers.pending} onClick={endOthers.press}>
          {w.endOthers}
        </Button>
      ) : (
        <p className="quiet">{w.noOthers}</p>
      )}
    </>
  );
}
