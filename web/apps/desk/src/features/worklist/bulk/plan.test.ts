import { describe, expect, it } from "vitest";
import { bulkKindsOf, formFor, inTurns, judge, kindsToDecide, onlyKind, tally } from "./plan.ts";

const offer = (action: string, reason?: string) => ({
  action,
  allowed: reason === undefined,
  reason: reason ?? null,
  reason_en: reason ?? null,
});

describe("several cases at once", () => {
  it("offers each role what it does", () => {
    expect(bulkKindsOf(["dispatcher"])).toEqual(["dispatch", "redispatch", "decide", "urge"]);
    expect(bulkKindsOf(["supervisor"])).toEqual(["decide", "order"]);
    expect(bulkKindsOf(["handler"])).toEqual([]);
  });
  it("goes by what each case says itself", () => {
    expect(judge({ actions: [offer("redispatch")] }, "redispatch")).toEqual({
      possible: true,
      action: "redispatch",
    });
    expect(judge({ actions: [offer("urge", "刚催过")] }, "urge")).toEqual({
      possible: false,
      why: { zh: "刚催过", en: "刚催过" },
    });
    expect(judge({ actions: [offer("urge")] }, "dispatch").possible).toBe(false);
  });
  it("takes the decision that the reader may take", () => {
    const actions = [offer("decide_return", "申请人不能作出决定"), offer("decide_pause")];
    expect(judge({ actions }, "decide")).toEqual({ possible: true, action: "decide_pause" });
    expect(judge({ actions: [] }, "decide")).toEqual({ possible: false, why: "no_decision" });
    expect(judge({ actions: [offer("review_order")] }, "decide")).toEqual({ possible: false, why: "review" });
  });
  it("decides only asks of one kind together", () => {
    const verdicts = [offer("decide_void"), offer("decide_pause"), offer("decide_pause")].map((one) =>
      judge({ actions: [one] }, "decide"),
    );
    expect(kindsToDecide(verdicts)).toEqual(["pause", "void"]);
    expect(verdicts.map((one) => onlyKind(one, "pause").possible)).toEqual([false, true, true]);
    expect(verdicts.map((one) => onlyKind(one, undefined).possible)).toEqual([true, true, true]);
  });
  it("leaves each case its own matter, and makes no precedents by the dozen", () => {
    const matter = { id: "M1", code: "", name: "", name_en: "" };
    expect(formFor({ matter }, "dispatch", { matter: "M2", lead: "U" }).matter).toBe("M1");
    expect(formFor({ matter: null }, "dispatch", { matter: "M2" }).matter).toBe("M2");
    expect(formFor({ matter }, "decide_return", { granted: true, precedent: true }).precedent).toBe(false);
  });
  it("counts what was done and what is left", () => {
    const items = (["done", "refused", "unknown", "waiting"] as const).map((state) => ({ state }));
    expect(tally(items)).toEqual({ done: 1, refused: 1, left: 2 });
  });
  it("runs a few at a time and keeps the order", async () => {
    let running = 0;
    let most = 0;
    const results = await inTurns([1, 2, 3, 4, 5], 2, async (n) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      return n * n;
    });
    expect(results).toEqual([1, 4, 9, 16, 25]);
    expect(most).toBe(2);
  });
});
