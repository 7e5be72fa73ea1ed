// Where a person begins: the page of the work their post brings.
import type { Queue } from "../api/queries.ts";

/** The queue that a role works through. */
export function queueOf(roles: readonly string[]): Queue {
  if (roles.includes("dispatcher")) {
    return "new";
  }
  if (roles.includes("call_back_officer")) {
    return "replied";
  }
  if (roles.includes("handler") || roles.includes("unit_head")) {
    return "handling";
  }
  return roles.includes("supervisor") ? "overdue" : "all";
}

export function homeOf(
  roles: readonly string[],
): { to: "/record" | "/catalogue" | "/organisation" } | { to: "/cases"; search: { queue: Queue } } {
  if (roles.includes("operator")) {
    return { to: "/record" };
  }
  if (roles.length === 1 && roles[0] === "catalogue_keeper") {
    return { to: "/catalogue" };
  }
  if (roles.length === 1 && roles[0] === "administrator") {
    return { to: "/organisation" };
  }
  return { to: "/cases", search: { queue: queueOf(roles) } };
}

export type Place =
  | "/record"
  | "/cases"
  | "/catalogue"
  | "/organisation"
  | "/numbers"
  | "/exports"
  | "/looks"
  | "/access"
  | "/jobs";

/** The pages a role finds in the navigation. The server decides what each may do there. */
export function placesOf(roles: readonly string[]): Place[] {
  const has = (...some: string[]) => some.some((role) => roles.includes(role));
  const places: Place[] = [];
  if (has("operator", "dispatcher")) {
    places.push("/record");
  }
  places.push("/cases", "/catalogue", "/organisation", "/numbers");
  if (has("supervisor", "auditor")) {
    places.push("/exports");
  }
  if (has("auditor")) {
    places.push("/looks");
  }
  if (has("administrator", "auditor")) {
    places.push("/access", "/jobs");
  }
  return places;
}
