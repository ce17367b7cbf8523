/** What comes of an attempt. */
export type Verdict =
  | { readonly kind: "delivered" }
  /** It may work later; not before `retryAfterMs`, where the receiver says so. */
  | { readonly kind: "retry"; readonly retryAfterMs: number | null }
  /** It will never work like this. */
  | { readonly kind: "refused" }
  /** The receiver wants nothing any more. */
  | { readonly kind: "gone" };

/** What a receiver answered, or why it did not. */
export interface Attempt {
  readonly verdict: Verdict;
  /** Of HTTP or SMTP; null: none came. */
  readonly code: number | null;
  readonly answer: string;
}

const GONE = 410;
const TOO_MANY = 429;

/** @param permanent statuses that no repetition changes */
export function judgeStatus(
  status: number,
  retryAfterMs: number | null,
  permanent: (status: number) => boolean,
): Verdict {
  if (status >= 200 && status < 300) return { kind: "delivered" };
  if (status === GONE) return { kind: "gone" };
  if (status !== TOO_MANY && permanent(status)) return { kind: "refused" };
  return { kind: "retry", retryAfterMs };
}
