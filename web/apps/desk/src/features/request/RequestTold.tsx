import { client, newKey, type Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { App, Button } from "../../antd.ts";
import { command, ifMatch, isDefinite } from "../../api/call.ts";
import { useRoles } from "../../api/queries.ts";
import { useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { sentence } from "../../shell/problem.ts";
import { outcomeWords } from "../notice/outcomeWords.ts";

type Told = Schemas["ToldView"];

/** States in which somebody should call instead. */
const NOT_REACHED = ["failed", "given_up", "no_way"];

function SendAgain({ told, request }: { told: Told; request: Schemas["RequestPage"] }) {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const send = useMutation({
    mutationFn: () =>
      command(key, (header) =>
        client.POST("/api/v1/notices/{notice}/send-again", {
          params: { path: { notice: told.id }, header: { ...header, "If-Match": ifMatch(request.version) } },
          body: {},
        }),
      ),
    onSuccess: () => message.success(words.notice.sentAgain),
    onError: (error) => message.error(sentence(error, language)),
    onSettled: (_, error) => {
      if (!error || isDefinite(error)) {
        setKey(newKey());
      }
      return queries.invalidateQueries({ queryKey: ["viewRequest", request.id] });
    },
  });
  const text = language === "zh" ? told.text : told.text_en;
  const reason = language === "zh" ? told.again.reason : told.again.reason_en;
  const described = `why-not-${told.id}`;
  return (
    <>
      <Button
        size="small"
        aria-label={words.notice.sendAgainOf(text)}
        aria-describedby={told.again.allowed ? undefined : described}
        disabled={!told.again.allowed}
        loading={send.isPending}
        onClick={() => send.mutate()}
      >
        {words.notice.sendAgain}
      </Button>
      {!told.again.allowed && <span id={described}>{reason}</span>}
    </>
  );
}

function ToldItem({ told, request }: { told: Told; request: Schemas["RequestPage"] }) {
  const { language, words } = useSpeech();
  const { codes, notice } = words;
  const roles = useRoles();
  // Whose work it never is need not read on each line that it is not; the server decides for the others.
  const maySend = ["operator", "dispatcher", "supervisor"].some((role) => roles.has(role));
  const notReached = NOT_REACHED.includes(told.state);
  const outcome =
    told.last_outcome && told.state !== "sent" ? outcomeWords(told.last_outcome, words) : undefined;
  return (
    <li>
      <p className="told-text">
        {language === "zh" ? told.text : told.text_en}
        {told.again_of && <small>（{notice.repeat}）</small>}
      </p>
      <div className="told-line">
        <Mark kind={notReached ? "care" : undefined}>{wordFor(codes.noticeState, told.state)}</Mark>
        {told.channel !== "none" && (
          <span>{notice.to(wordFor(codes.noticeChannel, told.channel), told.to)}</span>
        )}
        <time dateTime={told.sent_at ?? told.created_at}>
          {shortTime(told.sent_at ?? told.created_at, request.now)}
        </time>
        {maySend && told.channel !== "none" && told.state !== "waiting" && (
          <SendAgain told={told} request={request} />
        )}
      </div>
      {told.hold_until && told.state === "waiting" && (
        <p className="told-line quiet">{notice.heldUntil(shortTime(told.hold_until, request.now))}</p>
      )}
      {outcome && (
        <p className="told-line quiet">
          {outcome} · {notice.attempts(told.attempts)}
        </p>
      )}
      {notReached && <p className="told-call">{notice.callInstead}</p>}
    </li>
  );
}

/** What the requester was told, when, and whether it went out. */
export function RequestTold({ request }: { request: Schemas["RequestPage"] }) {
  const { words } = useSpeech();
  return (
    <section className="panel" aria-labelledby="told-title">
      <h2 id="told-title">{words.notice.told}</h2>
      {request.told.length === 0 && <p className="quiet">{words.notice.toldEmpty}</p>}
      <ol className="told">
        {request.told.map((told) => (
          <ToldItem key={told.id} told={told} request={request} />
        ))}
      </ol>
    </section>
  );
}
