import type { Status } from "./snapshot";

/** A status and the one sentence that says which rule made it. */
export interface Verdict {
  readonly status: Status;
  readonly because: string;
}

/** How bad a status is: a fault that is known goes before one that may be. */
export function statusRank(status: Status): number {
  switch (status) {
    case "healthy":
      return 0;
    case "unknown":
      return 1;
    case "degraded":
      return 2;
    case "critical":
      return 3;
    case "down":
      return 4;
    default:
      return status satisfies never;
  }
}

/** The worse of two verdicts; the first where they are as bad. */
export function worseVerdict(a: Verdict, b: Verdict): Verdict {
  return statusRank(b.status) > statusRank(a.status) ? b : a;
}
