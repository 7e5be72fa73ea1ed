import type { Schemas } from "@hemu/api";
import { shortTime } from "@hemu/format";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button } from "../../antd.ts";
import { accountQuery, accountRecordQuery, accountsQuery, useRoles, useSession } from "../../api/queries.ts";
import { nameIn, useSpeech, wordFor } from "../../i18n/index.tsx";
import { begins, ends } from "../../shell/days.ts";
import { Mark } from "../../shell/Mark.tsx";
import { Failed, Loading } from "../../shell/Page.tsx";
import { LeaveForm } from "../session/LeaveForm.tsx";
import { EndLeave } from "../session/MyLeave.tsx";
import { EndPost } from "./EndPost.tsx";
import { GivePost } from "./GivePost.tsx";
import { KeepAccount } from "./KeepAccount.tsx";

type Account = Schemas["AccountPageView"];
interface PartProps {
  account: Account;
  keeps: boolean;
  again: () => unknown;
}

const PAGES_MAX = 50;

function State({ account }: { account: Account }) {
  const w = useSpeech().words.account;
  return (
    <p className="tags">
      {account.disabled ? <Mark kind="care">{w.disabled}</Mark> : <Mark kind="main">{w.active}</Mark>}
      {account.locked_until && <Mark kind="care">{w.lockedUntil(shortTime(account.locked_until))}</Mark>}
      <Mark>
        {w.factor}：{account.second_factor ? "✓" : w.factorOff}
      </Mark>
      <Mark>{w.openSessions(account.sessions)}</Mark>
    </p>
  );
}

function Posts({ account, keeps, again }: PartProps) {
  const { language, words } = useSpeech();
  const w = words.account;
  const [giving, setGiving] = useState(false);
  return (
    <section>
      <h2>{w.postsPart}</h2>
      {account.posts.length === 0 && <p className="quiet">{w.noPosts}</p>}
      <ul className="plain-list">
        {account.posts.map((post) => {
          const name = `${nameIn(language, post.unit)} · ${wordFor(words.codes.role, post.role)}`;
          const until = post.to ? w.until(ends(post.to)) : w.noEnd;
          const runs = post.state === "held" || post.state === "coming";
          return (
            <li key={post.id}>
              <div className={runs ? undefined : "over"}>
                <strong>{name}</strong>{" "}
                <Mark {...(post.state === "held" && { kind: "main" as const })}>
                  {wordFor({ held: w.held, coming: w.coming, over: w.over, never: w.never }, post.state)}
                </Mark>
                <p className="quiet">
                  {post.state === "never" ? w.planned(begins(post.from)) : w.since(begins(post.from), until)}
                </p>
              </div>
              {keeps && runs && <EndPost post={post.id} name={name} done={again} />}
            </li>
          );
        })}
      </ul>
      {keeps &&
        (giving ? (
          <div className="inset">
            <GivePost
              account={account.id}
              done={() => {
                setGiving(false);
                return again();
              }}
            />
          </div>
        ) : (
          <Button onClick={() => setGiving(true)}>{w.givePost}</Button>
        ))}
    </section>
  );
}

function Leaves({ account, keeps, again }: PartProps) {
  const w = useSpeech().words.account;
  const accounts = useInfiniteQuery({ ...accountsQuery, enabled: keeps });
  const [noting, setNoting] = useState(false);
  const { hasNextPage, isFetching, fetchNextPage } = accounts;
  const pages = accounts.data?.pages.length ?? 0;
  useEffect(() => {
    // A deputy may be anybody: read on, page by page, while the form is open.
    if (noting && hasNextPage && !isFetching && pages < PAGES_MAX) {
      fetchNextPage();
    }
  }, [noting, hasNextPage, isFetching, fetchNextPage, pages]);
  const people = (accounts.data?.pages.flat() ?? [])
    .filter((one) => one.id !== account.id && !one.disabled)
    .map((one) => ({ value: one.id, label: `${one.name} · ${one.login}` }));
  return (
    <section>
      <h2>{w.leavePart}</h2>
      {account.leaves.length === 0 && <p className="quiet">{w.noLeave}</p>}
      <ul className="plain-list">
        {account.leaves.map((leave) => (
          <li key={leave.id}>
            <div>
              <strong>
                {leave.account === account.id ? w.isAway(leave.deputy_name) : w.standsFor(leave.account_name)}
              </strong>
              <p className="quiet">{w.period(begins(leave.from), ends(leave.to))}</p>
            </div>
            {keeps && <EndLeave leave={leave} done={again} />}
          </li>
        ))}
      </ul>
      {keeps &&
        (noting ? (
          <div className="inset">
            <LeaveForm
              people={people}
              account={account.id}
              done={() => {
                setNoting(false);
                return again();
              }}
            />
          </div>
        ) : (
          <Button onClick={() => setNoting(true)}>{w.noteLeave}</Button>
        ))}
    </section>
  );
}

function AccountRecord({ account }: { account: string }) {
  const w = useSpeech().words.account;
  const record = useQuery(accountRecordQuery(account));
  if (record.isPending) {
    return <Loading />;
  }
  if (record.isError) {
    return <Failed error={record.error} retry={() => record.refetch()} />;
  }
  return (
    <section>
      <h2>{w.recordPart}</h2>
      {record.data.length === 0 && <p className="quiet">{w.noRecord}</p>}
      <ol className="plain-list compact">
        {record.data.map((entry) => (
          <li key={entry.seq}>
            <span>
              {wordFor(w.entry, entry.action)}
              <span className="quiet"> · {entry.actor ?? w.system}</span>
            </span>
            <time dateTime={entry.at}>{shortTime(entry.at)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One account: posts with their dates, leave, state, and for auditors what was done to it. */
export function ViewAccount({ id }: { id: string }) {
  const { words } = useSpeech();
  const queries = useQueryClient();
  const roles = useRoles();
  const own = useSession().account === id;
  const account = useQuery(accountQuery(id));
  const keeps = roles.has("security_administrator");
  const audits = roles.has("audit_administrator") || roles.has("auditor");
  if (account.isPending) {
    return <Loading />;
  }
  if (account.isError) {
    return <Failed error={account.error} retry={() => account.refetch()} />;
  }
  const again = async () => {
    await queries.invalidateQueries({ queryKey: ["viewAccount", id] });
    await queries.invalidateQueries({ queryKey: accountsQuery.queryKey });
  };
  const part = { account: account.data, keeps, again };
  return (
    <div className="account-page">
      <State account={account.data} />
      <Posts {...part} keeps={keeps && !own} />
      <Leaves {...part} />
      {keeps && !own && (
        <section>
          <h2>{words.account.keepPart}</h2>
          <KeepAccount account={account.data} done={again} />
        </section>
      )}
      {audits && <AccountRecord account={id} />}
    </div>
  );
}
