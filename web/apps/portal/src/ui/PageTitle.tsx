import { useEffect, useRef } from "react";
import { useSettings } from "../settings.tsx";

// The first page opens without moving the focus; every later one moves it to its title, as a browser would.
let opened = false;

export function PageTitle({ children }: { children: string }) {
  const { words } = useSettings();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = children === words.siteTitle ? children : `${children} · ${words.siteTitle}`;
  }, [children, words]);
  useEffect(() => {
    if (opened) {
      heading.current?.focus();
    }
    // After this frame, so that React's double run of effects in development counts once.
    const frame = requestAnimationFrame(() => {
      opened = true;
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
