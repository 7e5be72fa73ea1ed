import { client, type Schemas, unwrap } from "@hemu/api";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Modal } from "../../antd.ts";
import { sessionQuery } from "../../api/queries.ts";
import { resume, useSignInWanted } from "../../api/signInAgain.ts";
import { useWords } from "../../i18n/index.tsx";
import { CodeForm } from "./CodeForm.tsx";
import { SignInForm } from "./SignInForm.tsx";

/** Over the page, so that nothing typed is lost. Another account starts afresh: it must not go on with this one's work. */
export function SignInAgain({ account }: { account: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const wanted = useSignInWanted();
  // Signed in with the password, while the code is still wanted: the page's own session stays until then.
  const [half, setHalf] = useState<Schemas["SessionView"]>();
  const finish = async () => {
    setHalf(undefined);
    await queries.refetchQueries({ queryKey: sessionQuery.queryKey });
    if (queries.getQueryData(sessionQuery.queryKey)?.account === account) {
      resume();
    } else {
      location.reload();
    }
  };
  return (
    <Modal
      open={wanted}
      title={words.session.again}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      destroyOnHidden
      zIndex={2000}
      width={400}
    >
      <p>{half ? words.account.codeHint : words.session.againText}</p>
      {half ? (
        <CodeForm session={half} done={finish} />
      ) : (
        <SignInForm
          onSignedIn={async () => {
            const now = await unwrap(client.GET("/api/v1/session"));
            await (now.code_wanted ? setHalf(now) : finish());
          }}
        />
      )}
      <Button type="link" className="leave" onClick={() => location.reload()}>
        {words.session.leave}
      </Button>
    </Modal>
  );
}
