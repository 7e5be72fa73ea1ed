// What was said about an ask: the reason of the one who asked, voices, the decision, answers and reviews.
import type { Schemas } from "@hemu/api";

export interface Said {
  action: string;
  actor: string | null;
  unit: string;
  at: string;
  text: string | null;
}

/** Oldest first; the first is the ask itself. */
export function saidOf(timeline: readonly Schemas["TimelineView"][], ask: string): Said[] {
  return timeline
    .filter((step) => figure(step.details, "ask") === ask)
    .map((step) => ({
      action: step.action,
      actor: step.actor ?? null,
      unit: step.unit,
      at: step.at,
      text: step.texts[0]?.text ?? null,
    }));
}

function figure(details: unknown, key: string): unknown {
  // An object of any shape: every key is read as unknown.
  return typeof details === "object" && details !== null
    ? (details as Record<string, unknown>)[key]
    : undefined;
}

/** The last day of a term: it ends as that day ends, in the city's own time. */
export function lastDay(iso: string): string {
  const [date = "", clock = ""] = iso.split("T");
  if (!clock.startsWith("00:00:00")) {
    return date;
  }
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
