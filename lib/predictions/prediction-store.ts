import type { Db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { PredictedBreach, Prediction, PredictionKind } from "@/lib/domain/prediction";
import { subjectColumns, toPrediction } from "./prediction-row";

export type PredictionListState = "open" | "resolved" | "all";

export interface PredictionFilter {
  readonly state: PredictionListState;
  readonly region?: string;
  readonly kind?: PredictionKind;
  /** Also those that are parts of another one's cause. */
  readonly parts: boolean;
  /** The last one of the page before. */
  readonly after?: { readonly openedMs: number; readonly id: string };
  readonly limit: number;
}

export interface PredictionStore {
  find(id: string): Promise<Prediction | null>;
  /** Newest first. */
  list(filter: PredictionFilter): Promise<Prediction[]>;
  /** The parts of causes, oldest first. */
  partsOf(causeIds: readonly string[]): Promise<Prediction[]>;
  /** Without an outcome yet. "live": those that the present is to judge, a finished replay's too. */
  pending(of: "live" | "replay"): Promise<Prediction[]>;
  /** Adds those that are new and replaces those that are known. */
  save(predictions: readonly Prediction[]): Promise<void>;
  /** What is known of a breach stays as it is. */
  saveBreaches(breaches: readonly PredictedBreach[]): Promise<void>;
}

const REPLAY_RUNS = `exists (select 1 from prediction_replay where state = 'running')`;

/** Predictions and the breaches that they were about. */
export function createPredictionStore(db: Db): PredictionStore {
  return {
    async find(id) {
      const row = await db.prediction.findUnique({ where: { id } });
      return row === null ? null : toPrediction(row);
    },
    async list(filter) {
      const orderBy: Prisma.PredictionOrderByWithRelationInput[] = [{ openedMs: "desc" }, { id: "desc" }];
      const present = filter.state === "open" && (await replayRuns(db)) ? { replayed: false } : {};
      const where = { ...conditions(filter), ...present };
      const rows = await db.prediction.findMany({ where, orderBy, take: filter.limit });
      return rows.map(toPrediction);
    },
    async partsOf(causeIds) {
      const where = { causeId: { in: [...causeIds] } };
      const rows = await db.prediction.findMany({ where, orderBy: [{ openedMs: "asc" }, { id: "asc" }] });
      return rows.map(toPrediction);
    },
    async pending(of) {
      const which = of === "replay" ? "replayed" : `(not replayed or not ${REPLAY_RUNS})`;
      const rows = await db.$queryRawUnsafe<unknown[]>(
        `select * from prediction where "resolvedMs" is null and ${which} order by "openedMs", id`,
      );
      return rows.map(toPrediction);
    },
    async save(predictions) {
      if (predictions.length === 0) return;
      // Closed ones first: the next one of a series opens only after the one before.
      const rows = [...predictions].sort((a, b) => Number(a.closedMs === null) - Number(b.closedMs === null));
      await db.$executeRawUnsafe(SAVE, JSON.stringify(rows));
    },
    async saveBreaches(breaches) {
      const data = breaches.map(({ onsetMs, threshold, predictionId, replayed, ...subject }) => ({
        ...subjectColumns(subject),
        ...{ onsetMs: BigInt(onsetMs), threshold, predictionId, replayed },
      }));
      if (data.length > 0) await db.predictionBreach.createMany({ data, skipDuplicates: true });
    },
  };
}

/** What was said when it opened is never written again. */
const LATER = [
  ...["severity", "causeId", "bottleneck", "assessedMs", "latest", "latestCrossing", "lowSinceMs"],
  ...["closedMs", "ending", "outcome", "resolvedMs", "breachMs"],
];
const SAVE = `insert into prediction select r.* from jsonb_array_elements($1::jsonb) with ordinality e(value, n)
  cross join lateral jsonb_populate_record(null::prediction, jsonb_strip_nulls(e.value)) r order by e.n
  on conflict (id) do update set ${LATER.map((column) => `"${column}" = excluded."${column}"`).join(", ")}`;

/** While it runs, what it has open was said of a past that it still walks through. */
async function replayRuns(db: Db): Promise<boolean> {
  return (
    (await db.predictionReplay.findFirst({ where: { state: "running" }, select: { id: true } })) !== null
  );
}

function conditions({ state, region, kind, parts, after }: PredictionFilter): Prisma.PredictionWhereInput {
  const closedMs = { open: null, resolved: { not: null }, all: undefined }[state];
  const causeId = parts ? undefined : null;
  if (after === undefined) return { closedMs, region, kind, causeId };
  const openedMs = BigInt(after.openedMs);
  const OR = [{ openedMs: { lt: openedMs } }, { openedMs, id: { lt: after.id } }];
  return { closedMs, region, kind, causeId, OR };
}
