import { client, type Schemas } from "@hemu/api";
import { useState } from "react";
import { Button } from "../../antd.ts";
import { useSession } from "../../api/queries.ts";
import { useWords } from "../../i18n/index.tsx";
import { useCommandButton } from "../../shell/useCommandForm.tsx";
import { CodeForm } from "./CodeForm.tsx";

/** Turn the second factor on: a picture for the telephone, then a code that proves it was taken. */
export function EnrolFactor({ done }: { done: () => unknown }) {
  const w = useWords().account;
  const session = useSession();
  const [given, setGiven] = useState<Schemas["EnrolmentView"]>();
  const begin = useCommandButton(
    (_, header) => client.POST("/api/v1/session/totp", { params: { header }, body: {} }),
    setGiven,
  );
  if (!given) {
    return (
      <>
        <p className="card-text">{session.second_factor ? w.factorOn : w.factorWhat}</p>
        <Button
          type={session.second_factor ? "default" : "primary"}
          loading={begin.pending}
          onClick={begin.press}
        >
          {session.second_factor ? w.beginAgain : w.begin}
        </Button>
      </>
    );
  }
  return (
    <>
      <p className="card-text">{w.scan}</p>
      <img
        className="factor-picture"
        alt={w.picture}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(given.picture)}`}
      />
      <p className="factor-secret">
        {w.secret} <code>{given.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </p>
      <p className="card-text">{w.proof}</p>
      <CodeForm session={session} done={done} confirming />
    </>
  );
}
