import { AppError } from "./errors";

const VERSION = /^(?:W\/)?"v(\d{1,9})(?:\.[\d]{1,16})?"$/;

/** The ETag of something whose changes are counted, and of figures beside it that change without them. */
export function versionTag(version: number, figuresAsOfMs: number | null = null): string {
  return figuresAsOfMs === null ? `W/"v${version}"` : `W/"v${version}.${figuresAsOfMs}"`;
}

/**
 * The version that an If-Match header names; any (`*`) is the current one.
 * @throws AppError precondition-required without one, precondition-failed for what no answer gave
 */
export function requireVersion(ifMatch: string | null, current: number): number {
  if (ifMatch === null)
    throw new AppError(
      "precondition-required",
      "Send the ETag that you read in If-Match: it may have changed since.",
    );
  if (ifMatch.trim() === "*") return current;
  const version = VERSION.exec(ifMatch.trim())?.[1];
  if (Number(version) !== current) throw changedSince();
  return current;
}

/** The refusal of a change to what is no longer what its author read. */
export function changedSince(): AppError {
  return new AppError("precondition-failed", "It was changed since you read it. Read it again.");
}
