import { describe, expect, it } from "vitest";
import { en } from "../../i18n/en.ts";
import { zh } from "../../i18n/zh.ts";
import { ACTIONS } from "./actions.ts";
import { stepWords } from "./stepWords.ts";

const names = { unit: (id: string) => `单位${id}`, matter: (id: string) => `事项${id}` };
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
  recuse: { account: "1", reason: "relative" },
  break_glass: { grant: "1", until: 1_772_420_000_000, role: "unit_head" },
  reveal: { purpose: "visit", field: "address", role: "handler" },
  call: { role: "handler" },
  alarm: { raised: [{ clock: "reply", level: 3, against: "1", told: "9" }] },
};

describe("the words of the timeline", () => {
  it.each(["record", "alarm", "recuse", "break_glass", "reveal", "call", ...ACTIONS])(
    "names the step %s in both languages and leaves no code behind",
    (action) => {
      expect(zh.codes.action[action]).toBeTruthy();
      expect(en.codes.action[action]).toBeTruthy();
      for (const words of [zh, en]) {
        const lines = stepWords(action, details[action], words, names);
        expect(lines.length > 0 || action === "add_note").toBe(true);
        expect(lines.join(" ")).not.toMatch(/undefined|NaN|\[object|_/);
      }
    },
  );
  it("says when the dispatcher chose another unit than the catalogue", () => {
    expect(stepWords("dispatch", details.dispatch, zh, names)[0]).toBe("主办单位：单位2（目录建议为 单位1）");
    expect(
      stepWords("dispatch", { ...(details.dispatch as object), suggested: "2" }, zh, names)[0],
    ).toContain("与目录建议一致");
  });
  it("counts a reply in hours and names the round when it is not the first", () => {
    expect(stepWords("reply", details.reply, zh, names)).toEqual(["按时答复，用时 1.5 小时", "第 2 次办理"]);
  });
  it("survives a step it cannot read", () => {
    expect(stepWords("merge", null, zh, names)).toEqual([]);
    expect(stepWords("call_back", null, zh, names)).toHaveLength(1);
  });
});
