import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Schemas } from "@hemu/api";
import { describe, expect, it } from "vitest";
import { zh } from "../../../i18n/zh.ts";
import { bodies } from "./bodies.ts";
import { ACTIONS, actionOf, asks, decides, groupOf, REASONS } from "./codes.ts";
import { formField } from "./form.ts";
import { mainStep, sortOffers } from "./offers.ts";

const RULES = resolve(import.meta.dirname, "../../../../../../../crates/domain/src/request/ask.rs");

describe("what the forms send", () => {
  it("has a body for every step", () => {
    for (const action of ACTIONS) {
      expect(bodies[action]({})).toBeTypeOf("object");
      expect(actionOf(action)).toBe(action);
    }
    expect(actionOf("withdraw")).toBeUndefined();
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
  it("sends the terms of the kind and no others", () => {
    const form = { reason: "other", text: "说明", amount: 3, until: "2027-01-24", unit: "U", parent: " 1 " };
    expect(bodies.ask_extension(form)).toEqual({
      kind: "extension",
      reason: "other",
      text: "说明",
      amount: 3,
    });
    expect(bodies.ask_park(form)).toEqual({
      kind: "park",
      reason: "other",
      text: "说明",
      until: "2027-01-24",
    });
    expect(bodies.ask_merge(form)).toMatchObject({ kind: "merge", parent: "1" });
    expect(bodies.order(form)).toEqual({ kind: "order", reason: "other", text: "说明" });
  });
  it("names a unit and a precedent only where an objection is upheld", () => {
    const form = { text: "理由", unit: "U", precedent: true };
    expect(bodies.decide_return({ ...form, granted: true })).toEqual({ ...form, granted: true });
    expect(bodies.decide_return({ ...form, granted: false })).toEqual({ text: "理由", granted: false });
    expect(bodies.decide_pause({ ...form, granted: true })).toEqual({ text: "理由", granted: true });
  });
  it("finds the field the server names", () => {
    expect(formField("signpost")).toBe("signpost");
    expect(formField("until")).toBe("until");
    expect(formField("body")).toBeUndefined();
    expect(formField(undefined)).toBeUndefined();
  });
});

describe("kinds of asks", () => {
  it("knows what asks and what decides", () => {
    expect(asks("ask_return")).toBe("return");
    expect(asks("order")).toBe("order");
    expect(asks("complain")).toBe("complaint");
    expect(asks("reply")).toBeUndefined();
    expect(decides("decide_complaint")).toBe("complaint");
    expect(decides("decide_everything")).toBeUndefined();
  });
  it("lists the reasons that the server accepts, each with a word", () => {
    const rules = readFileSync(RULES, "utf8");
    for (const [kind, reasons] of Object.entries(REASONS)) {
      const name = kind[0]?.toUpperCase() + kind.slice(1);
      const listed = new RegExp(`AskKind::${name} => (?:\\{\\s*)?&\\[([^\\]]*)\\]`).exec(rules)?.[1] ?? "";
      expect([...listed.matchAll(/"(\w+)"/g)].map((match) => match[1])).toEqual(reasons);
      for (const reason of reasons) {
        expect(zh.codes.askReason[reason]).toBeTruthy();
      }
    }
  });
});

describe("what the reader faces", () => {
  const offer = (action: string, allowed: boolean, reason_en = "not now"): Schemas["ActionView"] => ({
    action,
    allowed,
    reason_en: allowed ? null : reason_en,
  });
  const other = "your post does not include this action";
  it("sorts what is possible, what is not yet, and what is not theirs", () => {
    const sorted = sortOffers([
      offer("redispatch", true),
      offer("ask_merge", true),
      offer("urge", true),
      offer("decide_return", true),
      offer("ask_void", false),
      offer("reply", false, other),
      offer("something_new", true),
    ]);
    expect(sorted.now.work.map((one) => one.action)).toEqual(["redispatch"]);
    expect(sorted.now.ask.map((one) => one.action)).toEqual(["ask_merge"]);
    expect(sorted.now.requester.map((one) => one.action)).toEqual(["urge"]);
    expect(sorted.now.decision.map((one) => one.action)).toEqual(["decide_return"]);
    expect(sorted.later.map((one) => one.action)).toEqual(["ask_void"]);
    expect(sorted.others.map((one) => one.action)).toEqual(["reply"]);
    expect(groupOf("answer_order")).toBe("decision");
  });
  it("puts the contact first, and the reply once there was one", () => {
    const clock = (stopped_at: string | null) =>
      ({ kind: "contact", round: 1, stopped_at }) as Schemas["ClockView"];
    const actions = [offer("log_contact", true), offer("reply", true)];
    expect(mainStep({ actions, clocks: [clock(null)], round: 1 })).toBe("log_contact");
    expect(mainStep({ actions, clocks: [clock("2026-03-02T09:30:00+08:00")], round: 1 })).toBe("reply");
    expect(mainStep({ actions: [offer("order", true)], clocks: [], round: 1 })).toBeUndefined();
  });
});
