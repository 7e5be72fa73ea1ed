// The typed client of Hemu's API. Types are generated from `api/openapi.json` by `make gen`.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.ts";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** An answer that was not what was asked for. `status` 0 means that the network failed. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail_en);
    this.problem = problem;
  }
}

const networkFailed: Problem = {
  status: 0,
  code: "network",
  detail: "网络不通，内容仍保留在页面上，请稍后重试",
  detail_en: "the network failed; what you typed is still on the page; try again",
};

export const client = createClient<paths>({ baseUrl: "", credentials: "same-origin" });

/** Unwrap an answer of openapi-fetch, or throw its problem. */
export async function unwrap<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  let settled: { data?: T; error?: unknown; response: Response };
  try {
    settled = await answer;
  } catch {
    throw new ApiError(networkFailed);
  }
  if (!settled.response.ok) {
    throw new ApiError(
      isProblem(settled.error)
        ? settled.error
        : { ...networkFailed, status: settled.response.status, code: "failed" },
    );
  }
  return settled.data as T;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "detail" in value;
}

/** A fresh `Idempotency-Key`. Keep it while the same command is tried again, so that it is carried out once. */
export function newKey(): string {
  return crypto.randomUUID();
}
