import { describe, expect, it } from "vitest";
import { en } from "../../../i18n/en.ts";
import { zh } from "../../../i18n/zh.ts";
import { ACTIONS } from "../actions/codes.ts";
import { stepWords } from "./stepWords.ts";

const names = {
  unit: (id: string) => `单位${id}`,
  matter: (id: string) => `事项${id}`,
  until: () => "2027-01-24",
  counts: "working_days",
};
function asked(action: string, kind: string, terms: unknown) {
  return { [action]: { action: "ask", ask: "A", kind, terms } };
}
const answer = { contacted: "yes", solved: "partly", satisfied: 3 };
const details: Record<string, unknown> = {
  record: { channel: "phone", nature: "help", label: "confidential", matter: "M" },
  settle_on_spot: { matter: "M" },
  exclude: { reason: "legal_route" },
  dispatch: { matter: "M", suggested: "1", lead: "2", assisting: ["3"], round: 1 },
  sign: { unit: "1", in_time: false },
  log_contact: { unit: "1", channel: "visit", reached: true, first_in_time: true },
  add_note: { unit: "1" },
  reply: { lead: "1", round: 2, on_time: true, minutes: 90 },
  call_back: { attempt: 1, outcome: "answered", answer },
  close: { lead: "1", ending: "called_back", responded: true, answer },
  send_back: { lead: "1", round: 2, responded: true, answer },
  transfer: { to: "petition", reference: "A-1" },
  redispatch: { matter: "M", from: "1", lead: "2", reason: "wrong_unit", suggested: null, round: 1 },
  resume: { lead: "1", parked: true },
  answer_order: { unit: "1", in_time: true },
  review_order: { unit: "1", accepted: false },
  urge: { lead: "1" },
  reopen: { lead: "1", round: 2 },
  unmerge: { parent: "P", reason: "not_the_same" },
  recuse: { account: "1", reason: "relative" },
  break_glass: { grant: "1", until: 1_772_420_000_000, role: "unit_head" },
  reveal: { purpose: "visit", field: "address", role: "handler" },
  call: { role: "handler" },
  ...asked("ask_return", "return", { reason: "not_my_duty", unit: "2" }),
  ...asked("ask_extension", "extension", { reason: "need_fund", amount: 3 }),
  ...asked("ask_pause", "pause", { reason: "appraisal", until: 1 }),
  ...asked("ask_park", "park", { reason: "need_plan", until: 1 }),
  ...asked("ask_void", "void", { reason: "test_entry" }),
  ...asked("ask_merge", "merge", { reason: "same_matter", parent: "P" }),
  ...asked("ask_unreasonable", "unreasonable", { reason: "untrue" }),
  ...asked("complain", "complaint", { reason: "attitude" }),
  ...asked("order", "order", { reason: "repeated" }),
  decide_return: { action: "decide", kind: "return", granted: true, unit: "2", precedent: true },
  decide_unreasonable: { action: "vote", kind: "unreasonable", granted: false },
  rate: { answer },
  follow_reply: { parent: "P", lead: "1" },
  migrate_machine: { from: 1, to: 2 },
  recount_clocks: { limits: true, calendar_version: 3 },
  alarm: { raised: [{ clock: "reply", level: 3, against: "1", told: "9" }] },
};

describe("the words of the timeline", () => {
  it.each([
    "record",
    "alarm",
    "rate",
    "withdraw",
    "follow_reply",
    "migrate_machine",
    "recount_clocks",
    "recuse",
    "break_glass",
    "reveal",
    "call",
    ...ACTIONS,
  ])("names the step %s in both languages and leaves no code behind", (action) => {
    expect(zh.codes.action[action]).toBeTruthy();
    expect(en.codes.action[action]).toBeTruthy();
    for (const words of [zh, en]) {
      const lines = stepWords(action, details[action], words, names);
      expect(lines.length > 0 || action === "add_note" || action === "supplement").toBe(true);
      expect(lines.join(" ")).not.toMatch(/undefined|NaN|\[object|_/);
    }
  });
  it("says when the dispatcher chose another unit than the catalogue", () => {
    expect(stepWords("dispatch", details.dispatch, zh, names)[0]).toBe("主办单位：单位2（目录建议为 单位1）");
    expect(
      stepWords("dispatch", { ...(details.dispatch as object), suggested: "2" }, zh, names)[0],
    ).toContain("与目录建议一致");
  });
  it("counts a reply in hours and names the round when it is not the first", () => {
    expect(stepWords("reply", details.reply, zh, names)).toEqual(["按时答复，用时 1.5 小时", "第 2 次办理"]);
  });
  it("says what was asked and what was decided, to the figure", () => {
    expect(stepWords("ask_extension", details.ask_extension, zh, names)).toEqual([
      "理由：需要落实资金",
      "延长 3 个工作日",
    ]);
    expect(stepWords("ask_park", details.ask_park, zh, names)).toContain("复查日期：2027-01-24");
    expect(stepWords("decide_return", details.decide_return, zh, names)).toEqual([
      "决定：同意",
      "裁定主办单位：单位2",
      "形成派单先例",
    ]);
    expect(stepWords("decide_unreasonable", details.decide_unreasonable, zh, names)).toEqual([
      "表决：不同意",
    ]);
    expect(stepWords("redispatch", details.redispatch, zh, names)[0]).toBe("由 单位1 改派 单位2");
  });
  it("survives a step it cannot read", () => {
    expect(stepWords("unheard_of", null, zh, names)).toEqual([]);
    expect(stepWords("call_back", null, zh, names)).toHaveLength(1);
  });
});
