import { isUtf8 } from "node:buffer";
import type { Label, ReadLabels } from "@/lib/domain/sample";
import { WireReader } from "@/lib/pipeline/ingest/body/wire-reader";

// Tags of prometheus/prompb: the labels of a TimeSeries, the name and value of a Label.
export const LABEL_TAG = 0x0a;
export const LABEL_NAME_TAG = 0x0a;
export const LABEL_VALUE_TAG = 0x12;

/**
 * The labels of identity bytes of `decodeRemoteWrite`, in the sender's order.
 * @throws AppError bad-request where they are not well-formed or not UTF-8.
 */
export const readRemoteWriteLabels: ReadLabels = (bytes, start, end, maxLabels = Infinity) => {
  const reader = new WireReader(bytes, "remote_write label section", start);
  const labels: Label[] = [];
  while (reader.pos < end && labels.length <= maxLabels) {
    if (reader.tag(end) !== LABEL_TAG) reader.fail("something other than a label");
    labels.push(readLabel(reader, reader.endOfLength(end)));
  }
  return labels;
};

function readLabel(reader: WireReader, end: number): Label {
  let name = "";
  let value = "";
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === LABEL_NAME_TAG) name = readText(reader, end);
    else if (tag === LABEL_VALUE_TAG) value = readText(reader, end);
    else reader.skip(tag, end);
  }
  return [name, value];
}

function readText(reader: WireReader, end: number): string {
  const textEnd = reader.endOfLength(end);
  const text = reader.bytes.subarray(reader.pos, textEnd);
  if (!isUtf8(text)) reader.fail("text that is not UTF-8");
  reader.pos = textEnd;
  return text.toString("utf8");
}
