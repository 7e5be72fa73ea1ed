import { ApiError } from "@hemu/api";
import type { Language } from "@hemu/format";

/** What went wrong, as the reader's language tells it; anything unforeseen is no answer of the server. */
export function problemOf(error: unknown): ApiError["problem"] {
  if (error instanceof ApiError) {
    return error.problem;
  }
  throw error;
}

export function told(problem: ApiError["problem"], language: Language): string {
  return language === "zh" ? problem.detail : problem.detail_en;
}
