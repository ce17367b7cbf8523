import { LABEL_NAME_TAG, LABEL_TAG, LABEL_VALUE_TAG } from "./read-remote-write-labels";
import { REPLICA_LABEL } from "./replica-columns";
import type { SeriesColumns } from "./series-columns";

// Tags of prometheus/prompb: TimeSeries and Sample of remote_write 1.0.
const SAMPLE_TAG = 0x12;
const VALUE_TAG = 0x09;
const TIMESTAMP_TAG = 0x10;

const WORD_BYTES = 4;
/** Two tags and two lengths within a tag and a length. */
const USUAL_LABEL_OVERHEAD = 6;
const USUAL_SAMPLE_BYTES = 18;
const USUAL_VALUE_AT = 3;
const USUAL_TIME_AT = 12;
const CONTINUES = 0x80;
const LOW_SEVEN = 0x7f;
const REPLICA = Buffer.from(REPLICA_LABEL);

interface Body {
  readonly raw: Buffer;
  readonly view: DataView;
}

/**
 * Notes the samples of a series of remote_write 1.0 in its usual form: a double and a present-day time each, all that is
 * behind its labels. False, with nothing noted, where there is anything else, or no sample.
 */
export function readUsualSamples(
  { raw, view }: Body,
  labelsEnd: number,
  end: number,
  columns: SeriesColumns,
): boolean {
  if (labelsEnd === end || (end - labelsEnd) % USUAL_SAMPLE_BYTES !== 0) return false;
  for (let at = labelsEnd; at < end; at += USUAL_SAMPLE_BYTES) if (!isUsualSample(raw, at)) return false;
  for (let at = labelsEnd; at < end; at += USUAL_SAMPLE_BYTES) {
    const value = at + USUAL_VALUE_AT;
    const timeMs = usualTimeMs(raw, at + USUAL_TIME_AT);
    columns.addSample(timeMs, 0, view.getUint32(value, true), view.getUint32(value + WORD_BYTES, true));
  }
  return true;
}

function isReplicaName(raw: Buffer, start: number, end: number): boolean {
  return end - start === REPLICA.length && raw.compare(REPLICA, 0, REPLICA.length, start, end) === 0;
}

/**
 * Where the labels in the form that every common sender writes end: each name and value of less than 128 bytes, none of
 * them an HA pair's. `start` where there is any other.
 */
export function usualLabelsEnd(raw: Buffer, start: number, end: number): number {
  let at = start;
  while (at + USUAL_LABEL_OVERHEAD <= end && raw[at] === LABEL_TAG) {
    const labelEnd = at + 2 + raw[at + 1]!;
    const valueAt = at + 4 + raw[at + 3]!;
    if (
      raw[at + 1]! >= CONTINUES ||
      labelEnd > end ||
      raw[at + 2] !== LABEL_NAME_TAG ||
      raw[at + 3]! >= CONTINUES ||
      valueAt + 2 > labelEnd ||
      raw[valueAt] !== LABEL_VALUE_TAG ||
      valueAt + 2 + raw[valueAt + 1]! !== labelEnd ||
      isReplicaName(raw, at + 4, valueAt)
    )
      return start;
    at = labelEnd;
  }
  return at;
}

/** A double and a time of six bytes, as every one from 2004 to 2109 is. */
function isUsualSample(raw: Buffer, at: number): boolean {
  return (
    raw[at] === SAMPLE_TAG &&
    raw[at + 1] === USUAL_SAMPLE_BYTES - 2 &&
    raw[at + 2] === VALUE_TAG &&
    raw[at + 11] === TIMESTAMP_TAG &&
    raw[at + 12]! >= CONTINUES &&
    raw[at + 13]! >= CONTINUES &&
    raw[at + 14]! >= CONTINUES &&
    raw[at + 15]! >= CONTINUES &&
    raw[at + 16]! >= CONTINUES &&
    raw[at + 17]! < CONTINUES
  );
}

function usualTimeMs(raw: Buffer, at: number): number {
  const low =
    (raw[at]! & LOW_SEVEN) |
    ((raw[at + 1]! & LOW_SEVEN) << 7) |
    ((raw[at + 2]! & LOW_SEVEN) << 14) |
    ((raw[at + 3]! & LOW_SEVEN) << 21);
  return ((raw[at + 5]! << 7) | (raw[at + 4]! & LOW_SEVEN)) * 2 ** 28 + low;
}
