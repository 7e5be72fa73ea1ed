import { client, type Schemas, unwrap } from "@hemu/api";

export type Tracked = Schemas["TrackedView"];

const PATIENCE_MS = 30_000;

export async function look(number: string, code: string): Promise<Tracked> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const body = { number: tidyNumber(number), code: tidyCode(code) };
    return await unwrap(client.POST("/api/v1/portal/track", { body, signal: patience.signal }));
  } finally {
    clearTimeout(timer);
  }
}

/** As a Chinese keyboard or a hurried hand may write it: full-width digits, other dashes, spaces, no dash at all. */
export function tidyNumber(text: string): string {
  const plain = text
    .normalize("NFKC")
    .replace(/[‐-―−ー一_]/g, "-")
    .replace(/\s+/g, "");
  return plain.replace(/^(\d{8})(\d{8})$/, "$1-$2");
}

export function tidyCode(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s-]+/g, "")
    .toUpperCase();
}
