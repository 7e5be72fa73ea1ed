// What the browser keeps. Private windows may refuse: then nothing is kept, and nothing breaks.

type Where = "localStorage" | "sessionStorage";

export function kept(where: Where, name: string): unknown {
  try {
    return JSON.parse(window[where].getItem(name) ?? "null");
  } catch {
    return null;
  }
}

export function keep(where: Where, name: string, value: unknown): void {
  try {
    window[where].setItem(name, JSON.stringify(value));
  } catch {
    // Refused or full: the page still holds it.
  }
}

export function forget(where: Where, name: string): void {
  try {
    window[where].removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
