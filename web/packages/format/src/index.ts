// Words for times and numbers, shared by the apps. Pure.

export type Language = "zh" | "en";

/** `2026-03-02T09:30:00+08:00` → `03-02 09:30`, with the year when it is not this one. The offset sent is the city's. */
export function shortTime(iso: string, nowIso?: string): string {
  const [date = "", clock = ""] = iso.split("T");
  const time = clock.slice(0, 5);
  const sameYear = nowIso !== undefined && nowIso.slice(0, 4) === date.slice(0, 4);
  return `${sameYear ? date.slice(5) : date} ${time}`;
}

/** How far a due time is from now: `还剩 3 小时`, `已超 2 天`. */
export function untilDue(dueIso: string, nowIso: string, language: Language): string {
  const minutes = Math.round((Date.parse(dueIso) - Date.parse(nowIso)) / 60_000);
  const size = Math.abs(minutes);
  const [n, zh, en] =
    size < 60
      ? [size, "分钟", "min"]
      : size < 48 * 60
        ? [Math.round(size / 60), "小时", "h"]
        : [Math.round(size / 1440), "天", "d"];
  if (language === "zh") {
    return minutes < 0 ? `已超 ${n} ${zh}` : `还剩 ${n} ${zh}`;
  }
  return minutes < 0 ? `${n} ${en} over` : `${n} ${en} left`;
}

/** Basis points as a percentage: `9333` → `93.33%`. */
export function percent(basisPoints: number | null | undefined): string {
  return basisPoints === null || basisPoints === undefined ? "–" : `${(basisPoints / 100).toFixed(2)}%`;
}
