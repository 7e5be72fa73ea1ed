import { expect, test } from "vitest";
import { dictionaries } from "../words/index.ts";
import { stepSentence, textLead } from "./steps.ts";

const at = "2026-03-02T09:05:00+08:00";
const until = "2026-03-20T18:00:00+08:00";

test("a decision is told with its reason and its end", () => {
  const step = { action: "decide_extension", at, granted: true, reason: "need_fund", until };
  expect(stepSentence(step, dictionaries.zh, "zh")).toBe(
    "您的诉求因为需要落实资金，办理期限延长到2026年3月20日 18:00",
  );
  expect(stepSentence({ ...step, reason: "other" }, dictionaries.zh, "zh")).toBe(
    "您的诉求办理期限延长到2026年3月20日 18:00",
  );
  expect(stepSentence({ ...step, action: "decide_pause", reason: "appraisal" }, dictionaries.en, "en")).toBe(
    "The work rests, because the result of an examination is awaited; it goes on by 20 Mar 2026, 18:00",
  );
});

test("a review is told as it was decided", () => {
  const step = { action: "decide_complaint", at, granted: false };
  expect(stepSentence(step, dictionaries.zh, "zh")).toBe("复核没有支持您的意见");
  expect(textLead("decide_complaint", dictionaries.zh)).toBe("理由：");
  expect(textLead("supplement", dictionaries.zh)).toBe("您写的：");
  expect(stepSentence({ action: "something_new", at }, dictionaries.zh, "zh")).toBe("有了新的进展");
});
