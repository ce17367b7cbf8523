/** Digits of `Number.MAX_SAFE_INTEGER`, so that names sort as their numbers do. */
const SEQUENCE_DIGITS = 16;
const SEGMENT_NAME = /^(\d{16})\.log$/;

/** The file name of the segment whose first record has this sequence, e.g. `0000000000000042.log`. */
export function segmentName(firstSequence: number): string {
  return `${String(firstSequence).padStart(SEQUENCE_DIGITS, "0")}.log`;
}

/** The first sequence a file name promises, or null when the file is not a segment. */
export function firstSequenceOf(fileName: string): number | null {
  const match = SEGMENT_NAME.exec(fileName);
  return match === null ? null : Number(match[1]);
}
