import { describe, expect, it } from "vitest";
import { readList } from "../../api/supervision.ts";
import { shadeOf } from "./shade.ts";

describe("the board", () => {
  it("shades a place by its share overdue", () => {
    expect([0, 1, 500, 501, 1_500, 2_000, 2_001, 10_000].map(shadeOf)).toEqual([0, 1, 1, 2, 3, 3, 4, 4]);
  });
  it("reads the list behind a number as the server wrote it", () => {
    expect(readList("open=true&division=0001/0002/&colour=red")).toMatchObject({
      open: true,
      division: "0001/0002/",
      colour: "red",
      merged: false,
    });
    expect(readList("open=true&urged_days=7").urged_days).toBe(7);
  });
});
