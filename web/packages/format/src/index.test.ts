import { describe, expect, it } from "vitest";
import { percent, shortTime, untilDue } from "./index.ts";

describe("format", () => {
  it("leaves the year out when it is this one", () => {
    expect(shortTime("2026-03-02T09:30:00+08:00", "2026-11-01T00:00:00+08:00")).toBe("03-02 09:30");
    expect(shortTime("2025-03-02T09:30:00+08:00", "2026-11-01T00:00:00+08:00")).toBe("2025-03-02 09:30");
  });
  it("says how far a due time is", () => {
    const now = "2026-03-02T09:30:00+08:00";
    expect(untilDue("2026-03-02T10:00:00+08:00", now, "zh")).toBe("还剩 30 分钟");
    expect(untilDue("2026-02-27T09:30:00+08:00", now, "zh")).toBe("已超 3 天");
    expect(untilDue("2026-03-03T09:30:00+08:00", now, "en")).toBe("24 h left");
  });
  it("says nothing rather than zero when there is no rate", () => {
    expect(percent(null)).toBe("–");
    expect(percent(9333)).toBe("93.33%");
  });
});
