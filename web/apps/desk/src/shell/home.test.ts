import { describe, expect, it } from "vitest";
import { homeOf, placesOf, queueOf, queuesOf } from "./home.ts";

describe("where a person begins", () => {
  it("takes an operator to the intake and others to their queue", () => {
    expect(homeOf(["operator"])).toEqual({ to: "/record" });
    expect(homeOf(["call_back_officer"])).toEqual({ to: "/cases", search: { queue: "replied" } });
    expect(homeOf(["security_administrator"])).toEqual({ to: "/organisation" });
    expect(homeOf(["statistician"])).toEqual({ to: "/numbers" });
    expect(queueOf(["unit_head"])).toBe("handling");
    expect(queueOf(["auditor"])).toBe("all");
  });
  it("shows what waits for a decision to those who decide, and takes a supervisor there", () => {
    expect(homeOf(["supervisor"])).toEqual({ to: "/supervision" });
    expect(queuesOf(["unit_head"])).toContain("waiting");
    expect(queuesOf(["handler", "operator"])).not.toContain("waiting");
  });
  it("shows background jobs only to those who look after the system", () => {
    expect(placesOf(["auditor"])).toContain("/jobs");
    expect(placesOf(["system_administrator"])).toEqual([
      "/catalogue",
      "/organisation",
      "/numbers",
      "/outbox",
      "/jobs",
    ]);
    expect(placesOf(["auditor"])).toEqual(expect.arrayContaining(["/looks", "/access", "/exports"]));
    expect(placesOf(["supervisor"])).not.toContain("/looks");
    expect(placesOf(["handler"])).not.toContain("/jobs");
    expect(placesOf(["handler"])).not.toContain("/record");
  });
  it("shows cases to everybody whose work they are", () => {
    expect(placesOf(["statistician"])).toEqual(["/catalogue", "/organisation", "/numbers"]);
    expect(placesOf(["security_administrator", "handler"])).toContain("/cases");
  });
});
