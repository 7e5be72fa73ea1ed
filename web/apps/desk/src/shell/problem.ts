// From a failed call to words and to the field at fault.
import { ApiError } from "@hemu/api";
import type { Language } from "@hemu/format";

/** The server's sentence in the reader's language. */
export function sentence(error: unknown, language: Language): string {
  if (error instanceof ApiError) {
    return language === "zh" ? error.problem.detail : error.problem.detail_en;
  }
  return error instanceof Error ? error.message : String(error);
}

/** The field at fault, if the server named one that this form has. */
export function fieldAtFault(error: unknown, fields: readonly string[]): string | undefined {
  const field = error instanceof ApiError ? error.problem.field : undefined;
  return field && fields.includes(field) ? field : undefined;
}

/** Whether a rule said no, so that the same thing again would be refused again. */
export function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 422;
}

/** Whether what the form was filled in for has changed meanwhile. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 409;
}
