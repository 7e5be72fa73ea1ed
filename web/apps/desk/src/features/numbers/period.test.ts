import { describe, expect, it } from "vitest";
import { daysBack, startOfYear, today } from "./period.ts";

describe("periods", () => {
  it("cross months and years", () => {
    const now = new Date(2026, 0, 3, 9);
    expect(today(now)).toBe("2026-01-03");
    expect(daysBack(6, now)).toBe("2025-12-28");
    expect(startOfYear(now)).toBe("2026-01-01");
  });
});
