import { describe, expect, it } from "vitest";
import { moveTo } from "./moveTo.ts";

describe("moving in the list", () => {
  it("begins at the first row and stays within the list", () => {
    expect(moveTo("j", -1, 10)).toBe(0);
    expect(moveTo("ArrowDown", 9, 10)).toBe(9);
    expect(moveTo("k", 0, 10)).toBe(0);
    expect(moveTo("End", 3, 10)).toBe(9);
  });
  it("leaves other keys alone", () => {
    expect(moveTo("x", 3, 10)).toBeUndefined();
  });
});
