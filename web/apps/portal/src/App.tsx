import { AccountPage } from "./pages/AccountPage.tsx";
import { FilePage } from "./pages/FilePage.tsx";
import { HomePage } from "./pages/HomePage.tsx";
import { MissingPage } from "./pages/MissingPage.tsx";
import { TrackPage } from "./pages/TrackPage.tsx";
import { type Page, usePage } from "./router.tsx";
import { Shell } from "./Shell.tsx";

// All pages are in one file: a resident who goes offline half-way can still move between them.
const pages: Record<Page, () => React.JSX.Element> = {
  home: HomePage,
  file: FilePage,
  track: TrackPage,
  account: AccountPage,
};

export function App() {
  const page = usePage();
  const Shown = page === undefined ? MissingPage : pages[page];
  return (
    <Shell>
      <Shown key={page ?? "missing"} />
    </Shell>
  );
}
