import type { Schemas } from "@hemu/api";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Button } from "../../antd.ts";
import { sessionQuery } from "../../api/queries.ts";
import { useWords } from "../../i18n/index.tsx";
import { LanguageSwitch } from "../../shell/LanguageSwitch.tsx";
import { CodeForm } from "./CodeForm.tsx";
import { useSignOut } from "./useSignOut.ts";

/** The second half of signing in, for whoever has a second factor. */
export function CodeWanted({ session }: { session: Schemas["SessionView"] }) {
  const words = useWords();
  const queries = useQueryClient();
  const router = useRouter();
  const { signOut, pending } = useSignOut();
  return (
    <main className="sign-in-page">
      <title>{`${words.account.codeTitle} · ${words.shell.product}`}</title>
      <section className="sign-in-card">
        <div className="sign-in-head">
          <div>
            <h1>{words.account.codeTitle}</h1>
            <p>{session.name}</p>
          </div>
          <LanguageSwitch />
        </div>
        <p className="card-text">{words.account.codeHint}</p>
        <CodeForm
          session={session}
          done={async () => {
            await queries.refetchQueries({ queryKey: sessionQuery.queryKey });
            await router.invalidate();
          }}
        />
        <Button type="link" className="leave" loading={pending} onClick={signOut}>
          {words.session.leave}
        </Button>
      </section>
    </main>
  );
}
