// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { BYTES_MAX, choose, forgetPlace, keepPlace, keptPlaces, nameOf } from "./chosen.ts";

const file = (name: string, bytes = 3) => new File([new Uint8Array(bytes)], name);

beforeEach(() => sessionStorage.clear());

test("the same file is chosen once, and ten are the most", () => {
  const chosen = choose([file("a.jpg")], [file("a.jpg"), file("b.jpg")], 10);
  expect(chosen.files.map((one) => one.name)).toEqual(["a.jpg", "b.jpg"]);
  const many = choose(
    [],
    Array.from({ length: 12 }, (_, n) => file(`${n}.jpg`)),
    10,
  );
  expect([many.files.length, many.tooMany]).toEqual([10, true]);
});

test("one that is too large is named and left out", () => {
  const large = Object.defineProperty(file("film.pdf"), "size", { value: BYTES_MAX + 1 });
  const chosen = choose([], [large, file("a.jpg")], 10);
  expect([chosen.files.length, chosen.tooLarge]).toEqual([1, ["film.pdf"]]);
});

test("where an upload stands is kept for its request and forgotten when it is done", () => {
  const one = file("a.jpg");
  keepPlace("20260302-1", one, "/uploads/1");
  expect(keptPlaces("20260302-1")).toEqual({ [nameOf(one)]: "/uploads/1" });
  expect(keptPlaces("20260302-2")).toEqual({});
  forgetPlace("20260302-1", one);
  expect(keptPlaces("20260302-1")).toEqual({});
  expect(sessionStorage.length).toBe(0);
});
