/** What one key sent since the last flush. */
export interface SenderGain {
  readonly keyId: string;
  readonly protocol: string;
  readonly requests: number;
  readonly folded: number;
  readonly lastRequestMs: number;
  /** Time of arrival of the newest request with a sample that counted; null when none did. */
  readonly lastSampleMs: number | null;
}

/** Samples of one key that were not folded since the last flush. */
export interface RejectionGain {
  readonly keyId: string;
  readonly reason: string;
  readonly count: number;
  readonly lastMs: number;
}
