import type { ReactNode } from "react";

/** A short mark beside a text. */
export function Mark({ kind, children }: { kind?: "main" | "care"; children: ReactNode }) {
  return <span className={kind ? `tag tag-${kind}` : "tag"}>{children}</span>;
}
