import { useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "../../antd.ts";
import { sessionQuery } from "../../api/queries.ts";
import { resume, useSignInWanted } from "../../api/signInAgain.ts";
import { useWords } from "../../i18n/index.tsx";
import { SignInForm } from "./SignInForm.tsx";

/** Over the page, so that nothing typed is lost. Another account starts afresh: it must not go on with this one's work. */
export function SignInAgain({ account }: { account: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const wanted = useSignInWanted();
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
      <p>{words.session.againText}</p>
      <SignInForm
        onSignedIn={async () => {
          await queries.refetchQueries({ queryKey: sessionQuery.queryKey });
          if (queries.getQueryData(sessionQuery.queryKey)?.account === account) {
            resume();
          } else {
            location.reload();
          }
        }}
      />
      <Button type="link" className="leave" onClick={() => location.reload()}>
        {words.session.leave}
      </Button>
    </Modal>
  );
}
