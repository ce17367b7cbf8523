import type { Fold } from "./fold";
import type { KeptPoint } from "./histogram-fold";
import { ByteReader, ByteWriter } from "@/lib/domain/byte-codec";
import type { MetricName } from "@/lib/domain/metric";
import type { HistogramPoint } from "@/lib/domain/sample";

const VERSION = 5;
const CHUNK_BYTES = 1 << 20;
const SERIES = 1;
const CELL = 2;
const SWEPT_WINDOW = 3;
const SWEPT_TO = 4;
const POLICY = 5;

/**
 * The fold's state as chunks of about 1 MiB: series with their history, what cells learned, the closed windows' totals.
 * Pending windows are not part of it: the flush that stores a checkpoint stores them. Series last seen before
 * `silentBeforeMs` are left out: whoever asks for that must go on with what the checkpoint restores.
 */
export function encodeCheckpoint(fold: Fold, silentBeforeMs = -Infinity): Buffer[] {
  const chunks: Buffer[] = [];
  let out = newChunk();
  const roll = () => {
    if (out.size < CHUNK_BYTES) return;
    chunks.push(out.toBuffer());
    out = newChunk();
  };
  out.byte(POLICY);
  out.string(fold.policy.saveState());
  out.byte(SWEPT_TO);
  out.double(fold.totals.sweptToMs);
  for (let series = 0; series < fold.table.size; series++, roll())
    if (fold.lastSeen.of(series) >= silentBeforeMs) writeSeries(out, fold, series);
  for (const cell of fold.registry.cells) {
    out.byte(CELL);
    out.string(JSON.stringify([cell.metric, cell.region, cell.service, cell.level]));
    out.double(cell.intervalMs ?? NaN);
    out.double(cell.newestSampleMs);
    out.double(cell.explicitNewestMs);
    out.byte(cell.demo ? 1 : 0);
    roll();
  }
  for (const [endMs, totals] of fold.totals.swept) {
    out.byte(SWEPT_WINDOW);
    out.double(endMs);
    out.varint(totals.size);
    for (const [cell, total] of totals) {
      out.varint(cell);
      out.double(total.sum);
      out.varint(total.live);
    }
    roll();
  }
  chunks.push(out.toBuffer());
  return chunks;
}

function newChunk(): ByteWriter {
  const out = new ByteWriter();
  out.byte(VERSION);
  return out;
}

function writeSeries(out: ByteWriter, fold: Fold, series: number): void {
  out.byte(SERIES);
  out.bytes(fold.table.identity(series));
  out.byte(fold.instruments[series]!);
  out.double(fold.lastSeen.of(series));
  out.byte(fold.history.hasDropped(series) ? 1 : 0);
  const starts = fold.scalars.starts.changes(series);
  out.varint(starts.length);
  for (const value of starts) out.double(value);
  out.bytes(fold.history.encoded(series));
  const kept = fold.histograms.kept.get(series) ?? [];
  out.varint(kept.length);
  for (const { timeMs, startMs, point } of kept) {
    out.double(timeMs);
    out.double(startMs);
    out.string(JSON.stringify(point));
  }
}

/**
 * Puts a checkpoint's state into a new fold. Series are mapped anew, so that a mapping changed since then takes effect.
 * @throws RangeError on bytes that `encodeCheckpoint` did not make.
 */
export function restoreCheckpoint(fold: Fold, chunks: readonly Uint8Array[]): void {
  // Cell indexes in the windows are those of the stored order, which mapping anew may have changed.
  const cells: number[] = [];
  const swept: [endMs: number, totals: [cell: number, sum: number, live: number][]][] = [];
  for (const chunk of chunks) {
    const from = new ByteReader(chunk);
    if (from.byte() !== VERSION) throw new RangeError("Not a checkpoint of a known version.");
    while (!from.done) readRecord(fold, from, cells, swept);
  }
  for (const [endMs, totals] of swept)
    fold.totals.swept.set(endMs, new Map(totals.map(([cell, sum, live]) => [cells[cell]!, { sum, live }])));
}

function readRecord(
  fold: Fold,
  from: ByteReader,
  cells: number[],
  swept: [number, [number, number, number][]][],
): void {
  const tag = from.byte();
  if (tag === POLICY) fold.policy.restoreState(from.string());
  else if (tag === SWEPT_TO) fold.totals.sweptToMs = from.double();
  else if (tag === SERIES) readSeries(fold, from);
  else if (tag === CELL) cells.push(readCell(fold, from));
  else if (tag === SWEPT_WINDOW) {
    const endMs = from.double();
    const length = from.varint();
    swept.push([endMs, Array.from({ length }, () => [from.varint(), from.double(), from.varint()])]);
  } else throw new RangeError("Not a checkpoint's record.");
}

function readSeries(fold: Fold, from: ByteReader): void {
  const identity = from.bytes();
  const instrument = from.byte();
  const series = fold.restoreSeries(identity, instrument);
  fold.lastSeen.note(series, from.double());
  if (from.byte() === 1) fold.history.markDropped(series);
  const starts = Array.from({ length: from.varint() }, () => from.double());
  fold.scalars.starts.restore(series, starts);
  fold.history.restore(series, from.bytes());
  const kept = Array.from({ length: from.varint() }, (): KeptPoint => {
    const timeMs = from.double();
    const startMs = from.double();
    return { timeMs, startMs, point: JSON.parse(from.string()) as HistogramPoint };
  });
  if (kept.length > 0) fold.histograms.kept.set(series, kept);
}

function readCell(fold: Fold, from: ByteReader): number {
  const [metric, region, service, level] = JSON.parse(from.string()) as [
    MetricName,
    string,
    string | null,
    "part" | "region",
  ];
  const cell = fold.registry.get(metric, region, service, level);
  const intervalMs = from.double();
  cell.intervalMs = Number.isNaN(intervalMs) ? null : intervalMs;
  cell.newestSampleMs = from.double();
  cell.explicitNewestMs = from.double();
  cell.demo = from.byte() === 1;
  if (cell.kind === "total" && cell.level === "part") {
    fold.registry.addPart(fold.registry.get(metric, region, null, "region"), cell);
  }
  return cell.index;
}
