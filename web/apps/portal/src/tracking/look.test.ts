import { expect, test } from "vitest";
import { longTime } from "../ui/time.ts";
import { tidyCode, tidyNumber } from "./look.ts";

test("a number is understood however it is written", () => {
  for (const written of [
    "20260302-12345678",
    " 2026030212345678 ",
    "２０２６０３０２－１２３４５６７８",
    "20260302—12345678",
    "20260302 - 1234 5678",
  ]) {
    expect(tidyNumber(written), written).toBe("20260302-12345678");
  }
  expect(tidyCode(" abcd-２345 ")).toBe("ABCD2345");
});

test("times are told in the city's own time", () => {
  expect(longTime("2026-03-02T09:05:00+08:00", "zh")).toBe("2026年3月2日 09:05");
  expect(longTime("2026-03-02T09:05:00+08:00", "en")).toBe("2 Mar 2026, 09:05");
});
