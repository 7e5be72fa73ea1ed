// Reading the figures of the ledger, which may be of any shape.

/** Names for what the ledger holds as identifiers. */
export interface Names {
  unit: (id: string) => string;
  matter: (id: string) => string;
  /** The last day of an ask's term. */
  until: (ask: string) => string;
  /** What the reply clock counts in. */
  counts: string;
}

export type Figures = Record<string, unknown>;

export function text(figures: Figures, key: string): string {
  const value = figures[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function figuresIn(value: unknown): Figures {
  // An object of any shape: every key is read as unknown.
  return typeof value === "object" && value !== null ? (value as Figures) : {};
}
