import { randomUUID } from "node:crypto";
import type { ZodError } from "zod";
import type { Problem } from "@/lib/contracts/problem";
import { isDatabaseAway } from "@/lib/db/database-away";
import { AppError, isAppError, type ErrorCode, type FieldError } from "@/lib/platform/errors";
import type { Logger } from "@/lib/platform/logger";

const DATABASE_RETRY_SECONDS = 5;
const INTERNAL_STATUS = 500;

const TITLES: Readonly<Record<ErrorCode, string>> = {
  "bad-request": "The request is not valid",
  unauthenticated: "Sign in, or send an API key",
  forbidden: "Not allowed",
  "not-found": "Not found",
  "method-not-allowed": "Method not allowed",
  conflict: "Conflicts with the present state",
  "precondition-failed": "Changed since you read it",
  "too-large": "Too large",
  "unsupported-media-type": "Unsupported media type",
  unprocessable: "Cannot be processed",
  "precondition-required": "If-Match is required",
  "too-many-requests": "Too many requests",
  unavailable: "Not available right now",
};

/** A JSON pointer (RFC 6901) from a zod path; "" is the whole body. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The fields of a request that a schema refused. `source` decides how they are named: pointer, or parameter name. */
export function fieldErrors(error: ZodError, source: "body" | "parameter"): FieldError[] {
  return error.issues.flatMap((issue) => {
    const paths =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({
      pointer: source === "body" ? jsonPointer(path) : path.map(String).join("."),
      message: issue.code === "unrecognized_keys" ? "is not known" : issue.message,
    }));
  });
}

/** The refusal of a request that a schema did not accept: 400 that names every field. */
export function invalidRequest(error: ZodError, source: "body" | "parameter"): AppError {
  const errors = fieldErrors(error, source);
  const names = errors.map(({ pointer, message }) => `${pointer === "" ? "the body" : pointer}: ${message}`);
  return new AppError("bad-request", names.join("; "), { errors, cause: error });
}

/** What an error is to its caller. What is not an AppError is our fault: its text stays in the log, under the id. */
function toRefusal(error: unknown): AppError | null {
  if (isAppError(error)) return error;
  if (!isDatabaseAway(error)) return null;
  const text = "The database cannot be reached at the moment. Try again shortly.";
  return new AppError("unavailable", text, { retryAfterSeconds: DATABASE_RETRY_SECONDS, cause: error });
}

function problemOf(refusal: AppError, instance: string): Problem {
  return {
    type: `urn:hyperscale-monitoring:problem:${refusal.code}`,
    title: TITLES[refusal.code],
    status: refusal.status,
    detail: refusal.publicText,
    instance,
    ...(refusal.errors.length > 0 ? { errors: refusal.errors.map((each) => ({ ...each })) } : {}),
  };
}

function internalProblem(error: unknown, logger: Logger, path: string): Problem {
  const id = randomUUID();
  logger.error({ err: error, id, path }, "request failed");
  return {
    type: "urn:hyperscale-monitoring:problem:internal",
    title: "Something went wrong on our side",
    status: INTERNAL_STATUS,
    detail: "The failure is in the server's log under the id in `instance`.",
    instance: `urn:uuid:${id}`,
  };
}

/**
 * The one mapping of errors to RFC 9457. An AppError becomes its status with its public text, a database that is away a
 * 503, everything else a 500 that leaks nothing.
 * @param path of the request, for `instance` and the log
 */
export function problemResponse(error: unknown, logger: Logger, path: string): Response {
  const refusal = toRefusal(error);
  const problem = refusal === null ? internalProblem(error, logger, path) : problemOf(refusal, path);
  if (refusal?.code === "unavailable") logger.warn({ err: error, path }, "request refused: unavailable");
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (problem.status === 401) headers.set("www-authenticate", 'Bearer realm="hyperscale-monitoring"');
  if (refusal !== null && refusal.retryAfterSeconds !== null)
    headers.set("retry-after", String(refusal.retryAfterSeconds));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
