import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { sessionQuery } from "../../api/queries.ts";
import { useWords } from "../../i18n/index.tsx";
import { LanguageSwitch } from "../../shell/LanguageSwitch.tsx";
import { SignInForm } from "./SignInForm.tsx";

export function SignIn() {
  const words = useWords();
  const queries = useQueryClient();
  const router = useRouter();
  return (
    <main className="sign-in-page">
      <title>{`${words.session.title} · ${words.shell.product}`}</title>
      <section className="sign-in-card">
        <div className="sign-in-head">
          <div>
            <h1>{words.session.title}</h1>
            <p>
              {words.shell.product} · {words.session.subtitle}
            </p>
          </div>
          <LanguageSwitch />
        </div>
        <SignInForm
          onSignedIn={async () => {
            await queries.refetchQueries({ queryKey: sessionQuery.queryKey });
            await router.invalidate();
          }}
        />
      </section>
    </main>
  );
}
