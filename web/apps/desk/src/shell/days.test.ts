import { describe, expect, it } from "vitest";
import { begins, ends } from "./days.ts";

describe("from a day to a day", () => {
  it("names the last day and not the midnight after it", () => {
    expect(ends("2026-03-01T00:00:00+08:00")).toBe("2026-02-28");
    expect(begins("2026-03-01T00:00:00+08:00")).toBe("2026-03-01");
  });
  it("names the moment where it is not midnight", () => {
    expect(ends("2026-03-01T09:30:00+08:00")).toBe("2026-03-01 09:30");
    expect(begins("2026-03-01T09:30:00.123+08:00")).toBe("2026-03-01 09:30");
  });
});
