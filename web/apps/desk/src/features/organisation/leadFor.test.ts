import type { Schemas } from "@hemu/api";
import { describe, expect, it } from "vitest";
import { leadFor } from "./leadFor.ts";

function unit(id: string, territory: string, duty: string): Schemas["UnitView"] {
  return { id, name: id, name_en: id, form: "territorial", superior: null, territory, duties: [duty] };
}

const units = [
  unit("city", "0001/", "street_affairs"),
  unit("district", "0001/0002/", "street_affairs"),
  unit("street", "0001/0002/0003/", "street_affairs"),
  unit("water", "0001/", "water_supply"),
];

describe("the lead unit", () => {
  it("is the closest around the place", () => {
    expect(leadFor(units, "street_affairs", "0001/0002/0003/0001/")?.id).toBe("street");
    expect(leadFor(units, "street_affairs", "0001/0002/0004/")?.id).toBe("district");
    expect(leadFor(units, "water_supply", "0001/0002/0003/")?.id).toBe("water");
  });
  it("is nobody when no unit has the duty there", () => {
    expect(leadFor(units, "heating", "0001/")).toBeUndefined();
    expect(leadFor([unit("street", "0001/0002/", "parks")], "parks", "0001/0003/")).toBeUndefined();
  });
});
