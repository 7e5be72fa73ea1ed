import type { Schemas } from "@hemu/api";

/** Whether a matter answers to what was typed: name, code, or one of its words. */
export function matches(matter: Schemas["MatterView"], typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return [matter.name, matter.name_en, matter.code, ...matter.words].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}
