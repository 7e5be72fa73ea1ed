import type { ReactNode } from "react";
import { Link } from "./router.tsx";
import { useSettings } from "./settings.tsx";
import { useOnline } from "./ui/useOnline.ts";

/** What stands around every page. */
export function Shell({ children }: { children: ReactNode }) {
  const { language, large, words, setLanguage, setLarge } = useSettings();
  const online = useOnline();
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="bar">
        <Link to="home" className="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true" width="32" height="32">
            <rect width="32" height="32" rx="8" fill="currentColor" />
            <path d="M6 16 16 7l10 9" className="brand-roof" />
            <path d="M10 18c0 8 12 8 12 0" className="brand-bowl" />
          </svg>
          <span>{words.brand}</span>
        </Link>
        <div className="bar-tools">
          <button type="button" className="tool" aria-pressed={large} onClick={() => setLarge(!large)}>
            {words.largeType}
          </button>
          <button
            type="button"
            className="tool"
            lang={language === "zh" ? "en" : "zh-CN"}
            onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
          >
            {words.otherLanguage}
          </button>
        </div>
      </header>
      <div role="status" className="offline">
        {online ? null : <p>{words.offline}</p>}
      </div>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer>
        <p>
          {words.footerHotline} <a href="tel:12345">12345</a>
        </p>
        <p>{words.footerSoftware}</p>
      </footer>
    </>
  );
}
