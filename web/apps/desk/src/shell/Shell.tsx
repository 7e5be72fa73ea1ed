import {
  ApartmentOutlined,
  AuditOutlined,
  BarChartOutlined,
  BookOutlined,
  DashboardOutlined,
  ExportOutlined,
  EyeOutlined,
  FieldTimeOutlined,
  KeyOutlined,
  PhoneOutlined,
  ProfileOutlined,
  SafetyOutlined,
  SendOutlined,
  ToolOutlined,
} from "@ant-design/icons";
import { Link, Outlet } from "@tanstack/react-router";
import { Alert } from "../antd.ts";
import { useSession } from "../api/queries.ts";
import { MyNotices } from "../features/notice/MyNotices.tsx";
import { AccountMenu } from "../features/session/AccountMenu.tsx";
import { SignInAgain } from "../features/session/SignInAgain.tsx";
import { StepUpDialog } from "../features/session/StepUpDialog.tsx";
import { nameIn, useSpeech, wordFor } from "../i18n/index.tsx";
import type { Words } from "../i18n/zh.ts";
import { ends } from "./days.ts";
import { type Place, placesOf } from "./home.ts";
import { LanguageSwitch } from "./LanguageSwitch.tsx";

const PLACES: Record<Place, { icon: typeof PhoneOutlined; label: (words: Words) => string }> = {
  "/record": { icon: PhoneOutlined, label: (words) => words.shell.record },
  "/cases": { icon: ProfileOutlined, label: (words) => words.shell.cases },
  "/supervision": { icon: DashboardOutlined, label: (words) => words.supervision.nav },
  "/re-audits": { icon: AuditOutlined, label: (words) => words.reaudit.nav },
  "/limits": { icon: FieldTimeOutlined, label: (words) => words.limits.nav },
  "/catalogue": { icon: BookOutlined, label: (words) => words.shell.catalogue },
  "/organisation": { icon: ApartmentOutlined, label: (words) => words.shell.organisation },
  "/numbers": { icon: BarChartOutlined, label: (words) => words.shell.numbers },
  "/outbox": { icon: SendOutlined, label: (words) => words.notice.outbox },
  "/rights": { icon: SafetyOutlined, label: (words) => words.shell.rights },
  "/exports": { icon: ExportOutlined, label: (words) => words.access.exports.title },
  "/looks": { icon: EyeOutlined, label: (words) => words.access.looks },
  "/access": { icon: KeyOutlined, label: (words) => words.access.explain },
  "/jobs": { icon: ToolOutlined, label: (words) => words.shell.jobs },
};

function Navigation({ places }: { places: Place[] }) {
  const { words } = useSpeech();
  return (
    <nav className="shell-nav" aria-label={words.shell.nav}>
      <ul>
        {places.map((place) => {
          const { icon: Icon, label } = PLACES[place];
          return (
            <li key={place}>
              <Link to={place} className="nav-link" activeProps={{ className: "nav-link active" }}>
                <Icon aria-hidden />
                <span>{label(words)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

export function Shell() {
  const { language, words } = useSpeech();
  const session = useSession();
  const posts = session.posts
    .map((post) => {
      const held = `${nameIn(language, post.unit)} · ${wordFor(words.codes.role, post.role)}`;
      return post.on_behalf_of ? `${held}（${words.account.onBehalfOf(post.on_behalf_of)}）` : held;
    })
    .join("；");
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {words.shell.skip}
      </a>
      <header className="shell-head">
        <span className="brand">
          {words.shell.product} <small>{words.shell.desk}</small>
        </span>
        <span className="who" title={posts}>
          <span className="posts">{posts}</span>
        </span>
        <MyNotices />
        <LanguageSwitch />
        <AccountMenu />
      </header>
      <Navigation places={placesOf(session.posts.map((post) => post.role))} />
      <main id="content" className="shell-main" tabIndex={-1}>
        {session.leave && (
          <Alert
            type="info"
            showIcon
            className="form-alert"
            title={words.account.onLeave(ends(session.leave.until))}
          />
        )}
        <Outlet />
      </main>
      <SignInAgain account={session.account} />
      <StepUpDialog />
    </div>
  );
}
