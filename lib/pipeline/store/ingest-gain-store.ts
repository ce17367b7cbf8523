import type pg from "pg";
import type { NameIds } from "./rollup-store";
import type { Cell } from "@/lib/pipeline/aggregate/fold/cells";
import type { UnmappedGain } from "@/lib/pipeline/aggregate/fold/unmapped-names";
import type { RejectionGain, SenderGain } from "@/lib/domain/ingest-gain";
import { metricDefinition } from "@/lib/domain/metric";
import { HOUR_MS } from "@/lib/domain/window";

/** How long a repeated request is recognised. */
export const DIGEST_KEEP_MS = HOUR_MS;

export async function writeSignals(
  client: pg.ClientBase,
  cells: readonly Cell[],
  ids: NameIds,
): Promise<void> {
  const rows = cells.filter((cell) => cell.level === "part");
  if (rows.length === 0) return;
  await client.query(
    `insert into signal (metric, region_id, service_id, interval_ms, newest_sample_ms, demo)
     select * from unnest($1::smallint[], $2::int[], $3::int[], $4::float8[], $5::bigint[], $6::boolean[])
     on conflict (metric, region_id, service_id) do update set interval_ms = coalesce(excluded.interval_ms, signal.interval_ms),
       newest_sample_ms = greatest(signal.newest_sample_ms, excluded.newest_sample_ms), demo = excluded.demo`,
    [
      rows.map((cell) => metricDefinition(cell.metric).code),
      rows.map((cell) => ids.region(cell.region)),
      rows.map((cell) => ids.service(cell.service)),
      rows.map((cell) => cell.intervalMs),
      rows.map((cell) => Math.round(cell.newestSampleMs)),
      rows.map((cell) => cell.demo),
    ],
  );
}

export async function writeUnmapped(client: pg.ClientBase, all: readonly UnmappedGain[]): Promise<void> {
  const claimed = all.filter(({ seriesCount }) => seriesCount === 0); // by a rule that is new
  if (claimed.length > 0)
    await client.query(
      "delete from unmapped_name u using unnest($1::text[], $2::text[]) g (n, r) where u.name = g.n and u.reason = g.r",
      [claimed.map(({ name }) => name), claimed.map(({ reason }) => reason)],
    );
  const gains = all.filter(({ seriesCount }) => seriesCount > 0);
  if (gains.length === 0) return;
  await client.query(
    `insert into unmapped_name as u (name, reason, labels, "seriesCount", samples, "keyId", "firstSeenAt", "lastSeenAt")
     select n, r, l::jsonb, c, s, k, to_timestamp(t / 1000), to_timestamp(t / 1000)
     from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bigint[], $6::text[], $7::float8[]) g (n, r, l, c, s, k, t)
     on conflict (name, reason) do update set "seriesCount" = excluded."seriesCount", samples = u.samples + excluded.samples,
       "keyId" = excluded."keyId", "lastSeenAt" = excluded."lastSeenAt", labels = excluded.labels`,
    [
      gains.map((gain) => gain.name),
      gains.map((gain) => gain.reason),
      gains.map((gain) => JSON.stringify(Object.fromEntries(gain.labels))),
      gains.map((gain) => gain.seriesCount),
      gains.map((gain) => gain.samples),
      gains.map((gain) => gain.keyId),
      gains.map((gain) => gain.lastSeenMs),
    ],
  );
}

export async function writeSenders(client: pg.ClientBase, gains: readonly SenderGain[]): Promise<void> {
  if (gains.length === 0) return;
  await client.query(
    `insert into ingest_sender as s ("keyId", protocol, requests, folded, "lastRequestAt", "lastSampleAt")
     select k, p, r, f, to_timestamp(q / 1000), to_timestamp(coalesce(t, 0) / 1000)
     from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::float8[], $6::float8[]) g (k, p, r, f, q, t)
     on conflict ("keyId") do update set protocol = excluded.protocol, requests = s.requests + excluded.requests,
       folded = s.folded + excluded.folded, "lastRequestAt" = greatest(s."lastRequestAt", excluded."lastRequestAt"),
       "lastSampleAt" = greatest(s."lastSampleAt", excluded."lastSampleAt")`,
    [
      gains.map((gain) => gain.keyId),
      gains.map((gain) => gain.protocol),
      gains.map((gain) => gain.requests),
      gains.map((gain) => gain.folded),
      gains.map((gain) => gain.lastRequestMs),
      gains.map((gain) => gain.lastSampleMs),
    ],
  );
}

export async function writeRejections(client: pg.ClientBase, gains: readonly RejectionGain[]): Promise<void> {
  if (gains.length === 0) return;
  await client.query(
    `insert into ingest_rejection as r ("keyId", reason, count, "lastAt")
     select k, n, c, to_timestamp(t / 1000) from unnest($1::text[], $2::text[], $3::bigint[], $4::float8[]) g (k, n, c, t)
     on conflict ("keyId", reason) do update set count = r.count + excluded.count, "lastAt" = excluded."lastAt"`,
    [
      gains.map((gain) => gain.keyId),
      gains.map((gain) => gain.reason),
      gains.map((gain) => gain.count),
      gains.map((gain) => gain.lastMs),
    ],
  );
}

export async function writeDigests(
  client: pg.ClientBase,
  id: string,
  position: number,
  atMs: number,
  digests: Buffer,
): Promise<void> {
  await client.query("delete from ingester_digest where ingester_id = $1 and at_ms < $2", [
    id,
    Math.floor(atMs - DIGEST_KEEP_MS),
  ]);
  if (digests.length === 0) return;
  await client.query(
    "insert into ingester_digest (ingester_id, position, at_ms, digests) values ($1, $2, $3, $4)",
    [id, position, Math.floor(atMs), digests],
  );
}

export async function writeCheckpoint(
  client: pg.ClientBase,
  id: string,
  chunks: readonly Buffer[],
): Promise<void> {
  await client.query("delete from ingester_checkpoint where ingester_id = $1", [id]);
  for (const [chunk, payload] of chunks.entries())
    await client.query("insert into ingester_checkpoint (ingester_id, chunk, payload) values ($1, $2, $3)", [
      id,
      chunk,
      payload,
    ]);
}
