// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { emptyOwn, forgetOwn, keepOwn, keptOwn } from "./draft.ts";

const NUMBER = "20260302-12345678";
const DAY_MS = 24 * 60 * 60 * 1000;

beforeEach(() => window.localStorage.clear());

test("what was begun comes back with its key, for its own request and action only", () => {
  const draft = { ...emptyOwn(NUMBER, "supplement"), text: "楼下也停水了" };
  keepOwn(draft, 0);
  expect(keptOwn(NUMBER, "supplement", DAY_MS)).toEqual(draft);
  expect(keptOwn(NUMBER, "urge", DAY_MS)).toBeUndefined();
  expect(keptOwn("20260302-87654321", "supplement", DAY_MS)).toBeUndefined();
  forgetOwn(NUMBER, "supplement", DAY_MS);
  expect(keptOwn(NUMBER, "supplement", DAY_MS)).toBeUndefined();
  expect(window.localStorage.length, "nothing is left on the device").toBe(0);
});

test("it is dropped after seven days, and when everything was deleted again", () => {
  const draft = { ...emptyOwn(NUMBER, "rate"), contacted: "no" as const };
  keepOwn(draft, 0);
  expect(keptOwn(NUMBER, "rate", 8 * DAY_MS)).toBeUndefined();
  keepOwn({ ...draft, contacted: "" }, DAY_MS);
  expect(window.localStorage.length).toBe(0);
});

test("what cannot be read is nothing", () => {
  window.localStorage.setItem("hemu.own", '[1, {"number": 2}, {"kept_at": 0, "number": "x"}]');
  expect(keptOwn(NUMBER, "rate", 0)).toBeUndefined();
});
