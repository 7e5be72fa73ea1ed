// Where a person begins: the page of the work their post brings.
import { QUEUES, type Queue } from "../api/queries.ts";

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
  return roles.includes("supervisor") ? "waiting" : "all";
}

/** The queues of a role: what waits for a decision is shown to those who decide. */
export function queuesOf(roles: readonly string[]): readonly Queue[] {
  const decides = ["dispatcher", "supervisor", "unit_head"].some((role) => roles.includes(role));
  return decides ? QUEUES : QUEUES.filter((queue) => queue !== "waiting");
}

/** Roles whose work is not cases: the server shows them none. */
const WITHOUT_CASES: readonly string[] = [
  "system_administrator",
  "security_administrator",
  "audit_administrator",
  "statistician",
];

export function homeOf(
  roles: readonly string[],
):
  | { to: "/record" | "/catalogue" | "/organisation" | "/supervision" | "/numbers" }
  | { to: "/cases"; search: { queue: Queue } } {
  if (roles.includes("operator")) {
    return { to: "/record" };
  }
  if (roles.length === 1 && roles[0] === "catalogue_keeper") {
    return { to: "/catalogue" };
  }
  if (roles.length > 0 && roles.every((role) => WITHOUT_CASES.includes(role))) {
    return { to: roles.includes("statistician") ? "/numbers" : "/organisation" };
  }
  if (roles.length === 1 && roles[0] === "supervisor") {
    return { to: "/supervision" };
  }
  return { to: "/cases", search: { queue: queueOf(roles) } };
}

export type Place =
  | "/record"
  | "/supervision"
  | "/re-audits"
  | "/limits"
  | "/cases"
  | "/catalogue"
  | "/organisation"
  | "/numbers"
  | "/rights"
  | "/outbox"
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
  if (has("supervisor", "dispatcher", "unit_head", "auditor")) {
    places.push("/supervision");
  }
  if (!roles.every((role) => WITHOUT_CASES.includes(role))) {
    places.push("/cases");
  }
  places.push("/catalogue", "/organisation", "/numbers");
  if (has("supervisor", "auditor")) {
    places.push("/rights");
  }
  if (has("catalogue_keeper", "auditor", "supervisor")) {
    places.push("/limits");
  }
  if (has("auditor", "call_back_officer", "supervisor")) {
    places.push("/re-audits");
  }
  if (has("supervisor", "auditor")) {
    places.push("/exports");
  }
  if (has("auditor", "audit_administrator")) {
    places.push("/looks");
  }
  if (has("auditor", "security_administrator", "audit_administrator")) {
    places.push("/access");
  }
  if (has("system_administrator", "audit_administrator", "auditor")) {
    places.push("/outbox", "/jobs");
  }
  return places;
}
