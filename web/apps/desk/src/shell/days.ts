// From and until when something holds, as people say it: by days where it begins and ends at midnight.
import { shortTime } from "@hemu/format";

const MIDNIGHT = "T00:00:00";

/** The first day, or the moment when it began within a day. */
export function begins(iso: string): string {
  return iso.includes(MIDNIGHT) ? iso.slice(0, 10) : shortTime(iso);
}

/** The last day, which is the one before the midnight that is sent; or the moment when it ended within a day. */
export function ends(iso: string): string {
  if (!iso.includes(MIDNIGHT)) {
    return shortTime(iso);
  }
  const midnight = Date.parse(`${iso.slice(0, 10)}${MIDNIGHT}Z`);
  return new Date(midnight - 86_400_000).toISOString().slice(0, 10);
}
