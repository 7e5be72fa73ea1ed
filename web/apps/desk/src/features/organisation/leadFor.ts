// The unit that leads by the catalogue: the one with the duty whose territory lies closest around the place.
import type { Schemas } from "@hemu/api";

export function leadFor(
  units: readonly Schemas["UnitView"][],
  duty: string,
  path: string,
): Schemas["UnitView"] | undefined {
  return units
    .filter((unit) => unit.duties.includes(duty) && path.startsWith(unit.territory))
    .sort((a, b) => b.territory.length - a.territory.length)[0];
}

/** The centre and communities cannot lead. */
export function canLead(unit: Schemas["UnitView"]): boolean {
  return unit.form !== "centre" && unit.form !== "community";
}
