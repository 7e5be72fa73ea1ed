// A few pages: a router of our own is smaller than any other.
import { type MouseEvent, type ReactNode, useSyncExternalStore } from "react";

export const paths = { home: "/", file: "/file", track: "/track", account: "/account" } as const;
export type Page = keyof typeof paths;

const MOVED = "hemu:moved";

export function go(page: Page): void {
  window.history.pushState(null, "", paths[page]);
  window.scrollTo(0, 0);
  window.dispatchEvent(new Event(MOVED));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("popstate", changed);
  window.addEventListener(MOVED, changed);
  return () => {
    window.removeEventListener("popstate", changed);
    window.removeEventListener(MOVED, changed);
  };
}

/** The page the address names, or nothing when there is no such page. */
export function pageOf(pathname: string): Page | undefined {
  const plain = pathname.replace(/(.)\/+$/, "$1");
  return (Object.keys(paths) as Page[]).find((page) => paths[page] === plain);
}

export function usePage(): Page | undefined {
  return pageOf(useSyncExternalStore(subscribe, () => window.location.pathname));
}

export function Link({ to, className, children }: { to: Page; className?: string; children: ReactNode }) {
  function follow(event: MouseEvent): void {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    ) {
      return;
    }
    event.preventDefault();
    go(to);
  }
  return (
    <a href={paths[to]} className={className} onClick={follow}>
      {children}
    </a>
  );
}
