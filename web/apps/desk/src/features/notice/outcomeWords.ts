// What the server says of an attempt is one of a few sentences with a code in brackets. Here they get the reader's words.
import type { Words } from "../../i18n/zh.ts";

export function outcomeWords(outcome: string, words: Words): string {
  const { outcomes } = words.notice;
  const inside = /\(([^)]*)\)$/.exec(outcome)?.[1] ?? "";
  const codes: Record<string, string> = {
    "time-out": outcomes.timeOut,
    "no connection": outcomes.noConnection,
    "the connection broke off": outcomes.brokeOff,
  };
  const code = codes[inside] ?? inside;
  const known: [start: string, said: string][] = [
    ["taken", outcomes.taken],
    ["begun", outcomes.begun],
    ["refused by the gateway", outcomes.gatewayRefused(code)],
    ["the gateway did not take it", outcomes.gatewayLater(code)],
    ["refused by the mail server", outcomes.mailRefused(code)],
    ["the mail server did not take it", outcomes.mailLater(code)],
    ["no mail server", outcomes.noMail],
    ["no gateway", outcomes.noGateway],
    ["the address is malformed", outcomes.badAddress],
    ["the number cannot read", outcomes.badNumber],
  ];
  return known.find(([start]) => outcome.startsWith(start))?.[1] ?? outcomes.other;
}
