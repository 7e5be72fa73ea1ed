import { ApiError, type Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { requestQuery } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading, Page } from "../../shell/Page.tsx";
import { sentence } from "../../shell/problem.ts";
import { useNarrow } from "../../shell/useNarrow.ts";
import { BreakGlass } from "../access/BreakGlass.tsx";
import { CallRequester } from "../access/CallRequester.tsx";
import { RecuseMyself } from "../access/RecuseMyself.tsx";
import { RevealContact } from "../access/RevealContact.tsx";
import { RequestFiles } from "../file/RequestFiles.tsx";
import { Merged } from "./asks/Merged.tsx";
import { OpenAsks } from "./asks/OpenAsks.tsx";
import { SettledAsks } from "./asks/SettledAsks.tsx";
import { RequestActions } from "./RequestActions.tsx";
import { RequestClocks } from "./RequestClocks.tsx";
import { RequestTold } from "./RequestTold.tsx";
import { RequestTimeline } from "./timeline/RequestTimeline.tsx";

const route = getRouteApi("/cases/$request");

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ request }: { request: Schemas["RequestPage"] }) {
  const { language, words } = useSpeech();
  const { caseItem, codes } = words;
  const { answer } = request;
  return (
    <dl className="facts">
      <Fact label={words.cases.matter}>
        {request.matter ? nameIn(language, request.matter) : words.cases.noMatter}
      </Fact>
      <Fact label={caseItem.class}>{wordFor(codes.matterClass, request.class)}</Fact>
      <Fact label={words.record.nature}>
        {wordFor(codes.nature, request.nature)} · {wordFor(codes.channel, request.channel)}
      </Fact>
      <Fact label={caseItem.place}>{request.place.map((division) => division.name).join(" › ")}</Fact>
      <Fact label={caseItem.holder}>{nameIn(language, request.holder)}</Fact>
      <Fact label={caseItem.lead}>{request.lead ? nameIn(language, request.lead) : words.shell.none}</Fact>
      {request.assisting.length > 0 && (
        <Fact label={caseItem.assisting}>
          {request.assisting.map((unit) => nameIn(language, unit)).join("、")}
        </Fact>
      )}
      <Fact label={caseItem.opened}>{shortTime(request.opened_at, request.now)}</Fact>
      {request.closed_at && <Fact label={caseItem.closed}>{shortTime(request.closed_at, request.now)}</Fact>}
      {request.ending && <Fact label={caseItem.ending}>{wordFor(codes.ending, request.ending)}</Fact>}
      {answer && (
        <Fact label={caseItem.answer}>
          {words.step.answers(
            wordFor(codes.contacted, answer.contacted),
            wordFor(codes.solved, answer.solved),
            wordFor(codes.satisfied, answer.satisfied),
          )}
        </Fact>
      )}
    </dl>
  );
}

function Parties({ request: { id: request, label, parties } }: { request: Schemas["RequestPage"] }) {
  const { words } = useSpeech();
  const { caseItem } = words;
  return (
    <section className="panel" aria-labelledby="parties-title">
      <div className="panel-head">
        <h2 id="parties-title">{caseItem.parties}</h2>
        {parties.length > 0 && <CallRequester request={request} />}
      </div>
      {parties.map((party) => {
        const known = [
          { field: "name", label: caseItem.name, value: party.name },
          { field: "phone", label: caseItem.phone, value: party.phone },
          { field: "email", label: caseItem.email, value: party.email },
          { field: "address", label: caseItem.address, value: party.address },
        ].filter(({ value }) => value);
        return known.length === 0 ? (
          <p key={party.role} className="quiet">
            {label === "normal" ? caseItem.emptyParty : words.access.withheld}
          </p>
        ) : (
          <dl key={party.role} className="facts narrow">
            {known.map(({ field, label, value }) => (
              <Fact key={field} label={label}>
                <RevealContact request={request} field={field} masked={value} />
              </Fact>
            ))}
          </dl>
        );
      })}
    </section>
  );
}

function Content({ request }: { request: Schemas["RequestPage"] }) {
  const { words } = useSpeech();
  const narrow = useNarrow();
  const message = request.timeline.flatMap((step) => step.texts).find((text) => text.kind === "message");
  return (
    <div className="case">
      <div className="case-main">
        <Merged request={request} />
        <OpenAsks request={request} />
        {narrow && <RequestActions request={request} />}
        <section className="panel" aria-label={words.cases.matter}>
          <Facts request={request} />
        </section>
        <section className="panel" aria-labelledby="message-title">
          <h2 id="message-title">{words.caseItem.message}</h2>
          <p className="said large">{message?.text ?? words.caseItem.erased}</p>
        </section>
        <RequestFiles request={request} />
        <SettledAsks request={request} />
        <RequestTimeline request={request} />
      </div>
      <div className="case-side">
        {!narrow && <RequestActions request={request} />}
        <RequestClocks request={request} />
        <Parties request={request} />
        <RequestTold request={request} />
        <RecuseMyself request={request.id} version={request.version} />
      </div>
    </div>
  );
}

/** The case page: what was said, what was done, what runs, and what the reader may do. */
export function ViewRequest() {
  const { language, words } = useSpeech();
  const { request: id } = route.useParams();
  const found = useQuery(requestQuery(id));
  const request = found.data;
  const missing = found.error instanceof ApiError && found.error.problem.status === 404;
  return (
    <Page
      title={request?.number ?? words.cases.title}
      extra={
        <>
          {request && (
            <span className="head-tags">
              <Mark kind="main">{wordFor(words.codes.stage, request.stage)}</Mark>
              {request.label !== "normal" && (
                <Mark kind="care">{wordFor(words.codes.label, request.label)}</Mark>
              )}
              {request.round > 1 && <Mark>{words.caseItem.round(request.round)}</Mark>}
              {request.attempts > 0 && <Mark>{words.caseItem.attempts(request.attempts)}</Mark>}
            </span>
          )}
          <Link to="/cases" search={{}} className="back">
            {words.caseItem.back}
          </Link>
        </>
      }
    >
      {found.isPending && <Loading />}
      {found.isError && !missing && <Failed error={found.error} retry={() => found.refetch()} />}
      {missing && (
        <>
          <p className="empty" role="status">
            {sentence(found.error, language)}
          </p>
          <BreakGlass name={id} />
        </>
      )}
      {request && request.id !== id && (
        // Opened by its number: from here on it goes by its identifier.
        <Navigate to="/cases/$request" params={{ request: request.id }} replace />
      )}
      {request && <Content key={request.id} request={request} />}
    </Page>
  );
}
