import { useQueryClient } from "@tanstack/react-query";
import { Modal } from "../../antd.ts";
import { sessionQuery, useSession } from "../../api/queries.ts";
import { giveUp, goOn, useStepUp } from "../../api/stepUp.ts";
import { useWords } from "../../i18n/index.tsx";
import { CodeForm } from "./CodeForm.tsx";
import { EnrolFactor } from "./EnrolFactor.tsx";

/** Over the page when a step needs a fresh code, so that nothing typed is lost; the step goes on by itself. */
export function StepUpDialog() {
  const w = useWords().account;
  const queries = useQueryClient();
  const session = useSession();
  const wanted = useStepUp();
  const done = async () => {
    await queries.refetchQueries({ queryKey: sessionQuery.queryKey });
    goOn();
  };
  return (
    <Modal
      open={wanted !== null}
      title={wanted === "enrol" ? w.factor : w.codeTitle}
      footer={null}
      mask={{ closable: false }}
      onCancel={giveUp}
      destroyOnHidden
      zIndex={1900}
      width={420}
    >
      {wanted === "give" && (
        <>
          <p className="card-text">{w.stepUpHint}</p>
          <CodeForm session={session} done={done} />
        </>
      )}
      {wanted === "enrol" && (
        <>
          <p className="card-text">{w.enrolHint}</p>
          <EnrolFactor done={done} />
        </>
      )}
    </Modal>
  );
}
