import { expect, test } from "vitest";
import { en } from "../../i18n/en.ts";
import { zh } from "../../i18n/zh.ts";
import { outcomeWords } from "./outcomeWords.ts";

test("every outcome that the server names has words, with its code", () => {
  for (const [outcome, said] of [
    ["taken", "已接收"],
    ["begun", "发送中断，将再次发送"],
    ["refused by the gateway (422)", "短信网关拒收（422）"],
    ["the gateway did not take it (time-out)", "短信网关暂未接收（超时）"],
    ["the gateway did not take it (the connection broke off)", "短信网关暂未接收（连接中断）"],
    ["refused by the mail server (550)", "邮件服务器拒收（550）"],
    ["the mail server did not take it (no connection)", "邮件服务器暂未接收（连接不上）"],
    ["no mail server is configured", "未配置邮件服务器"],
    ["the number cannot read short messages", "该号码不能收短信"],
  ] as const) {
    expect(outcomeWords(outcome, zh)).toBe(said);
    expect(outcomeWords(outcome, en)).not.toBe(en.notice.outcomes.other);
  }
  expect(outcomeWords("something new", zh)).toBe("没有发出");
});
