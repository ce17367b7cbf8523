import { gzipSync } from "node:zlib";
import snappy from "snappy";

const MEBIBYTE = 1024 * 1024;
const SEVEN_BITS = 0x80;
const MILLION = 1_000_000;

function varint(value) {
  const bytes = [];
  let rest = value;
  for (; rest >= SEVEN_BITS; rest = Math.floor(rest / SEVEN_BITS))
    bytes.push((rest % SEVEN_BITS) | SEVEN_BITS);
  return Buffer.from([...bytes, rest]);
}

/** A length-delimited protobuf field. */
function field(tag, ...parts) {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), varint(content.length), content]);
}
const label = (name, value) => field(0x0a, field(0x0a, Buffer.from(name)), field(0x12, Buffer.from(value)));
const filled = (bytes, piece) => Buffer.alloc(bytes - (bytes % piece.length), piece);

/** Blocks of snappy that claim far more than they hold, that are too long, or as long as may be. */
export function snappyBombs() {
  const claiming = (bytes) => Buffer.concat([varint(bytes), Buffer.alloc(47, 0xfe)]);
  return [
    claiming(2 ** 32 - 1),
    claiming(9.5 * MEBIBYTE),
    snappy.compressSync(Buffer.alloc(160 * MEBIBYTE)),
    snappy.compressSync(Buffer.alloc(10 * MEBIBYTE)),
  ];
}

/** A gigabyte of zeros in a megabyte of gzip. */
export function gzipBomb() {
  return Buffer.concat(new Array(1_000).fill(gzipSync(Buffer.alloc(MEBIBYTE))));
}

/** remote_write 1.0 that is small as sent and long as read: empty samples, empty histograms, labels in pieces. */
export function protobufBombs1() {
  const bytes = 9.5 * MEBIBYTE;
  const name = label("__name__", "bomb");
  return [
    field(0x0a, name, filled(bytes, Buffer.from([0x12, 0x00]))),
    field(0x0a, name, filled(bytes, Buffer.from([0x22, 0x00]))),
    field(0x0a, name, filled(bytes, Buffer.from([0x0a, 0x00, 0x12, 0x00]))),
  ].map((plain) => snappy.compressSync(plain));
}

/** remote_write 2.0: a long symbol that each series repeats, and symbols of nothing. */
export function protobufBombs2() {
  const series = field(0x2a, field(0x0a, Buffer.from([1, 2])), field(0x12, Buffer.from([0x10, 1])));
  const symbols = [field(0x22), field(0x22, Buffer.from("a")), field(0x22, Buffer.alloc(2_000, "x"))];
  return [
    Buffer.concat([...symbols, filled(8 * MEBIBYTE, series)]),
    filled(9.5 * MEBIBYTE, Buffer.from([0x22, 0x00])),
  ].map((plain) => snappy.compressSync(plain));
}

/** OTLP of empty messages, in gzip. */
export function otlpBombs() {
  return [gzipSync(filled(19 * MEBIBYTE, Buffer.from([0x0a, 0x00])))];
}

/** One series with a million labels, as each version sends it. */
export function millionLabels() {
  const sample = field(0x12, Buffer.from([0x10, 1]));
  const labels1 = Buffer.alloc(8 * MILLION, label("a", "b"));
  const refs = Buffer.alloc(2 * MILLION, Buffer.from([1, 2]));
  const symbols = [field(0x22), field(0x22, Buffer.from("a")), field(0x22, Buffer.from("b"))];
  return {
    one: snappy.compressSync(field(0x0a, labels1, sample)),
    two: snappy.compressSync(Buffer.concat([...symbols, field(0x2a, field(0x0a, refs), sample)])),
  };
}

/** `count` series that nobody has seen before. */
export function newSeries(count, batch, nowMs) {
  const series = Array.from({ length: count }, (_, n) =>
    field(
      0x0a,
      label("__name__", "http_requests_total"),
      label("instance", `${batch}-${n}`),
      label("region", "flood"),
      label("service", "flood"),
      field(0x12, Buffer.from([0x10]), varint(nowMs)),
    ),
  );
  return snappy.compressSync(Buffer.concat(series));
}
