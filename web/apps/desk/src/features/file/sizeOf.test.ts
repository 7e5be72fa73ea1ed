import { expect, test } from "vitest";
import { sizeOf } from "./sizeOf.ts";

test("sizes are told in KB and MB", () => {
  expect([1, 2_048, 1_572_864, 20 * 1024 * 1024].map(sizeOf)).toEqual(["1 KB", "2 KB", "1.5 MB", "20.0 MB"]);
});
