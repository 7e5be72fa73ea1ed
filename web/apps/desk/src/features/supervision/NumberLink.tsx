import { Link } from "@tanstack/react-router";
import type { CSSProperties, ReactNode } from "react";

interface Props {
  list: string;
  label?: string;
  className?: string;
  style?: CSSProperties;
  children: ReactNode;
}

/** A number that opens the list behind it. */
export function NumberLink({ list, label, className, style, children }: Props) {
  return (
    <Link to="/supervision/cases" search={{ list }} className={className} style={style} aria-label={label}>
      {children}
    </Link>
  );
}
