// Days as `YYYY-MM-DD` in the reader's own calendar.

function day(date: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function today(now = new Date()): string {
  return day(now);
}

export function daysBack(days: number, now = new Date()): string {
  return day(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days));
}

export function startOfYear(now = new Date()): string {
  return `${now.getFullYear()}-01-01`;
}
