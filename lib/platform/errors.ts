/** A refusal that its caller may read. Everything else that is thrown is our fault and answered as a bare 500. */
export const ERROR_STATUS = {
  "bad-request": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  "method-not-allowed": 405,
  conflict: 409,
  "precondition-failed": 412,
  "too-large": 413,
  "unsupported-media-type": 415,
  unprocessable: 422,
  "precondition-required": 428,
  "too-many-requests": 429,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** One offending place of a request: a JSON pointer (body) or a query parameter's name, and what is wrong with it. */
export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

export interface AppErrorDetails {
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly publicText: string;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;

  /** @param publicText a sentence for the caller; holds no secret, no path, no SQL. */
  constructor(code: ErrorCode, publicText: string, details: AppErrorDetails = {}) {
    super(publicText, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.publicText = publicText;
    this.errors = details.errors ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/**
 * Whether a thrown value is an AppError. By name, because the custom server and Next's route bundles each have their own
 * copy of the class and hand each other errors.
 */
export function isAppError(value: unknown): value is AppError {
  return (
    value instanceof AppError || (value instanceof Error && value.name === "AppError" && "code" in value)
  );
}
