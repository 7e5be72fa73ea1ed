import { describe, expect, it } from "vitest";
import { ACTIONS, actionOf, bodies, formField } from "./actions.ts";

describe("what the forms send", () => {
  it("has a body for every step", () => {
    for (const action of ACTIONS) {
      expect(bodies[action]({})).toBeTypeOf("object");
      expect(actionOf(action)).toBe(action);
    }
    expect(actionOf("merge")).toBeUndefined();
  });
  it("sends the three answers only for a call that was answered", () => {
    const said = { contacted: "yes", solved: "partly", satisfied: 3 };
    expect(bodies.call_back({ outcome: "answered", ...said }).answer).toEqual(said);
    expect(bodies.call_back({ outcome: "no_answer", ...said }).answer).toBeNull();
  });
  it("trims what was written", () => {
    expect(bodies.reply({ text: "  已修复。 ", evidence: " 照片 " })).toEqual({
      text: "已修复。",
      evidence: "照片",
    });
  });
  it("finds the field the server names", () => {
    expect(formField("signpost")).toBe("signpost");
    expect(formField("body")).toBeUndefined();
    expect(formField(undefined)).toBeUndefined();
  });
});
