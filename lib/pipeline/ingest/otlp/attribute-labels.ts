import protobuf from "protobufjs";
import type { Label } from "@/lib/domain/sample";
import {
  booleanField,
  eachMessage,
  field,
  type Message,
  messageField,
  ShapeError,
  stringField,
  toDouble,
  toInteger,
} from "./message-fields";

const MAX_DEPTH = 32;
export const NAME_LABEL = "__name__";
export const UNIT_LABEL = "__unit__";

/** A list of KeyValue as labels, sorted by key; of a repeated key the last counts. */
export function attributeLabels(message: Message | null, key: string): Label[] {
  const labels: Label[] = [];
  if (message === null) return labels;
  eachMessage(message, key, (item) => {
    const name = stringField(item, "key");
    // Ours: what a metric is called and measured in never comes from its attributes.
    if (name === NAME_LABEL || name === UNIT_LABEL) return;
    labels.push([name, anyValueText(messageField(item, "value"))]);
  });
  return sortedLabels(labels);
}

/** Two sorted lists as one; where both have a key, `over` wins. */
export function mergedLabels(under: readonly Label[], over: readonly Label[]): readonly Label[] {
  if (over.length === 0) return under;
  const merged: Label[] = [];
  let u = 0;
  for (const label of over) {
    while (u < under.length && under[u][0] < label[0]) merged.push(under[u++]);
    if (u < under.length && under[u][0] === label[0]) u++;
    merged.push(label);
  }
  while (u < under.length) merged.push(under[u++]);
  return merged;
}

/** Sorted by key, the last of each key. */
function sortedLabels(labels: readonly Label[]): Label[] {
  // Sorting is stable, so the last of equal keys is the sender's last.
  const sorted = [...labels].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return sorted.filter((label, i) => i + 1 === sorted.length || sorted[i + 1][0] !== label[0]);
}

/** An AnyValue as a label's value: text as it is, lists and maps as JSON, bytes as base64, nothing as "". */
function anyValueText(value: Message | null): string {
  const plain = plainValue(value, 0);
  if (plain === null) return "";
  return typeof plain === "object" ? JSON.stringify(plain) : String(plain);
}

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

function plainValue(value: Message | null, depth: number): Plain {
  if (value === null) return null;
  if (depth > MAX_DEPTH) throw new ShapeError("nests too deep", "value");
  if (field(value, "stringValue") !== undefined) return stringField(value, "stringValue");
  if (field(value, "boolValue") !== undefined) return booleanField(value, "boolValue");
  const integer = field(value, "intValue");
  if (integer !== undefined) return integerText(integer);
  const double = field(value, "doubleValue");
  if (double !== undefined) return doubleValue(double);
  const array = messageField(value, "arrayValue");
  if (array !== null) return plainList(array, depth + 1);
  const map = messageField(value, "kvlistValue");
  if (map !== null) return plainMap(map, depth + 1);
  const bytes = field(value, "bytesValue");
  if (bytes === undefined) return null;
  return bytes instanceof Uint8Array
    ? Buffer.from(bytes).toString("base64")
    : stringField(value, "bytesValue");
}

/** A number where it is exact, else its digits. */
function integerText(value: unknown): Plain {
  const number = toInteger(value, "intValue");
  if (Number.isSafeInteger(number)) return number;
  return value instanceof protobuf.util.Long ? value.toString() : String(value);
}

/** JSON has no word for what is not finite. */
function doubleValue(value: unknown): Plain {
  const number = toDouble(value, "doubleValue");
  return Number.isFinite(number) ? number : String(number);
}

function plainList(array: Message, depth: number): Plain[] {
  const items: Plain[] = [];
  eachMessage(array, "values", (item) => items.push(plainValue(item, depth)));
  return items;
}

function plainMap(map: Message, depth: number): { [key: string]: Plain } {
  const entries: [string, Plain][] = [];
  eachMessage(map, "values", (item) =>
    entries.push([stringField(item, "key"), plainValue(messageField(item, "value"), depth)]),
  );
  return Object.fromEntries(entries);
}
