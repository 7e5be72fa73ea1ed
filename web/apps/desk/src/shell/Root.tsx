import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../api/queries.ts";
import { CodeWanted } from "../features/session/CodeWanted.tsx";
import { SignIn } from "../features/session/SignIn.tsx";
import { Failed, Loading } from "./Page.tsx";
import { Shell } from "./Shell.tsx";

/** Everyone who is not signed in sees the sign-in page at whatever address; afterwards the page they asked for. */
export function Root() {
  const session = useQuery(sessionQuery);
  if (session.isPending) {
    return <Loading />;
  }
  if (session.isError) {
    return (
      <main className="sign-in-page">
        <Failed error={session.error} retry={() => session.refetch()} />
      </main>
    );
  }
  if (!session.data) {
    return <SignIn />;
  }
  return session.data.code_wanted ? <CodeWanted session={session.data} /> : <Shell />;
}
