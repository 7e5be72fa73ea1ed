import type { Language } from "@hemu/format";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2026-03-02T09:05:00+08:00` → `2026年3月2日 09:05`, `2 Mar 2026, 09:05`. The offset sent is the city's, so nothing is converted. */
export function longTime(iso: string, language: Language): string {
  const [date = "", clock = ""] = iso.split("T");
  const [year = "", month = "", day = ""] = date.split("-");
  const time = clock.slice(0, 5);
  return language === "zh"
    ? `${year}年${Number(month)}月${Number(day)}日 ${time}`
    : `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}, ${time}`;
}
