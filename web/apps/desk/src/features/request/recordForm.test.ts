// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import { EMPTY, keepDraft, loadDraft, sameCaller, toRecordBody } from "./recordForm.ts";

afterEach(() => localStorage.clear());

describe("the intake form", () => {
  it("sends the deepest division that was chosen", () => {
    const body = toRecordBody({
      ...EMPTY,
      place: ["district", "street"],
      message: " 停水两天了 ",
      nature: "help",
    });
    expect(body.division).toBe("street");
    expect(body.message).toBe("停水两天了");
    expect(body.matter).toBeNull();
  });
  it("keeps the caller for the next matter and nothing else", () => {
    const next = sameCaller({
      name: "李青",
      phone: "10010",
      message: "路灯不亮",
      matter: "m",
      confidential: true,
    });
    expect(next).toMatchObject({ name: "李青", phone: "10010", confidential: true, channel: "phone" });
    expect(next.message).toBeUndefined();
    expect(next.matter).toBeUndefined();
  });
  it("keeps drafts by account and forgets empty ones", () => {
    keepDraft("a", { message: "占道经营" });
    expect(loadDraft("a")?.message).toBe("占道经营");
    expect(loadDraft("b")).toBeUndefined();
    keepDraft("a", { message: "  " });
    expect(loadDraft("a")).toBeUndefined();
  });
});
