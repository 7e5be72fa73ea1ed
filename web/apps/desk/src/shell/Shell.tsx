import {
  ApartmentOutlined,
  BarChartOutlined,
  BookOutlined,
  ExportOutlined,
  EyeOutlined,
  PhoneOutlined,
  ProfileOutlined,
  SafetyOutlined,
  ToolOutlined,
} from "@ant-design/icons";
import { Link, Outlet } from "@tanstack/react-router";
import { useSession } from "../api/queries.ts";
import { MyNotices } from "../features/notice/MyNotices.tsx";
import { SetPassword } from "../features/session/SetPassword.tsx";
import { SignInAgain } from "../features/session/SignInAgain.tsx";
import { SignOut } from "../features/session/SignOut.tsx";
import { nameIn, useSpeech, wordFor } from "../i18n/index.tsx";
import type { Words } from "../i18n/zh.ts";
import { type Place, placesOf } from "./home.ts";
import { LanguageSwitch } from "./LanguageSwitch.tsx";

const PLACES: Record<Place, { icon: typeof PhoneOutlined; label: (words: Words) => string }> = {
  "/record": { icon: PhoneOutlined, label: (words) => words.shell.record },
  "/cases": { icon: ProfileOutlined, label: (words) => words.shell.cases },
  "/catalogue": { icon: BookOutlined, label: (words) => words.shell.catalogue },
  "/organisation": { icon: ApartmentOutlined, label: (words) => words.shell.organisation },
  "/numbers": { icon: BarChartOutlined, label: (words) => words.shell.numbers },
  "/exports": { icon: ExportOutlined, label: (words) => words.access.exports.title },
  "/looks": { icon: EyeOutlined, label: (words) => words.access.looks },
  "/access": { icon: SafetyOutlined, label: (words) => words.access.explain },
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
    .map((post) => `${nameIn(language, post.unit)} · ${wordFor(words.codes.role, post.role)}`)
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
          <strong>{session.name}</strong>
          <span className="posts">{posts}</span>
        </span>
        <MyNotices />
        <LanguageSwitch />
        <SetPassword due={session.password_due} />
        <SignOut />
      </header>
      <Navigation places={placesOf(session.posts.map((post) => post.role))} />
      <main id="content" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
      <SignInAgain account={session.account} />
    </div>
  );
}
