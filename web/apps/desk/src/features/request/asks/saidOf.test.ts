import type { Schemas } from "@hemu/api";
import { describe, expect, it } from "vitest";
import { lastDay, saidOf } from "./saidOf.ts";

function step(seq: number, action: string, details: object, text?: string) {
  return {
    seq,
    action,
    at: `2026-03-02T09:0${seq}:00+08:00`,
    actor: "叶晓岚",
    unit: "热线中心",
    details: details as Schemas["TimelineView"]["details"],
    texts: text ? [{ kind: "reason", text }] : [],
  } satisfies Schemas["TimelineView"];
}

describe("what belongs to an ask", () => {
  it("takes its own steps and no others, oldest first", () => {
    const said = saidOf(
      [
        step(1, "record", { action: "record" }),
        step(2, "ask_return", { ask: "A" }, "不属本单位"),
        step(3, "ask_pause", { ask: "B" }, "送检"),
        step(4, "decide_return", { ask: "A" }, "同意"),
      ],
      "A",
    );
    expect(said.map((one) => one.text)).toEqual(["不属本单位", "同意"]);
  });
  it("names the last day of a term, which ends at midnight", () => {
    expect(lastDay("2027-01-25T00:00:00+08:00")).toBe("2027-01-24");
    expect(lastDay("2027-03-01T00:00:00+08:00")).toBe("2027-02-28");
    expect(lastDay("2027-01-25T10:30:00+08:00")).toBe("2027-01-25");
  });
});
