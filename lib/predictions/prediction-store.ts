import type { Db } from "@/lib/db/client";
import { readableList, readableRows } from "@/lib/db/readable-rows";
import {
  subjectKey,
  type PredictedBreach,
  type Prediction,
  type PredictionKind,
  type PredictionSubject,
} from "@/lib/domain/prediction";
import { noteUnreadable } from "@/lib/platform/unreadable-rows";
import { predictionRowSchema, subjectColumns, toPrediction } from "./prediction-row";

export type PredictionListState = "open" | "resolved" | "all";

export interface PredictionFilter {
  readonly state: PredictionListState;
  /** Those of it, and those that one of it is a part of. */
  readonly region?: string;
  readonly kind?: PredictionKind;
  /** Those of it, those that affect it, and those that one of it is a part of. */
  readonly service?: string;
  /** Also those that are parts of another one's cause. */
  readonly parts: boolean;
  /** The last one of the page before. */
  readonly after?: { readonly openedMs: number; readonly id: string };
  readonly limit: number;
}

export interface ReadablePredictions {
  readonly predictions: Prediction[];
  /** The ids of those that this version cannot read. */
  readonly unreadable: string[];
}

export interface PendingPredictions extends ReadablePredictions {
  /** The subjects of open ones that cannot be read, by their keys: their series can have no other. */
  readonly taken: ReadonlySet<string>;
}

export interface PredictionStore {
  /** @throws ZodError on one that this version cannot read */
  find(id: string): Promise<Prediction | null>;
  /** Newest first, without those that this version cannot read. */
  list(filter: PredictionFilter): Promise<Prediction[]>;
  /** What is open now, parts of causes too, newest first; not what a running replay has open in the past. */
  openNow(): Promise<ReadablePredictions>;
  /** The parts of causes, oldest first; likewise. */
  partsOf(causeIds: readonly string[]): Promise<Prediction[]>;
  /** Without an outcome yet. "live": those that the present is to judge, a finished replay's too. */
  pending(of: "live" | "replay"): Promise<PendingPredictions>;
  /** Adds those that are new and replaces those that are known. */
  save(predictions: readonly Prediction[]): Promise<void>;
  /** What is known of a breach stays as it is. */
  saveBreaches(breaches: readonly PredictedBreach[]): Promise<void>;
}

async function readPending(db: Db, of: "live" | "replay"): Promise<PendingPredictions> {
  const which = of === "replay" ? "replayed" : PRESENT;
  const rows = await db.$queryRawUnsafe<RawPrediction[]>(
    `select * from prediction where "resolvedMs" is null and ${which} order by "openedMs", id`,
  );
  const { values, unreadable } = readableRows(predictionRowSchema, rows);
  const open = unreadable.filter(({ closedMs }) => closedMs === null);
  return {
    predictions: values,
    unreadable: unreadable.map(({ id }) => id),
    taken: new Set(open.map((row) => subjectKey(row as PredictionSubject))),
  };
}

/** The columns of a row that is damaged can still be told apart. */
interface RawPrediction {
  readonly id: string;
  readonly kind: string;
  readonly region: string | null;
  readonly service: string | null;
  readonly objectiveId: string | null;
  readonly openedMs: bigint;
  readonly closedMs: bigint | null;
}

/** What a finished replay left open goes on as the present's. */
const PRESENT = `(not replayed or not exists (select 1 from prediction_replay where state = 'running'))`;

/** Predictions and the breaches that they were about. */
export function createPredictionStore(db: Db): PredictionStore {
  return {
    async find(id) {
      const row = await db.prediction.findUnique({ where: { id } });
      return row === null ? null : toPrediction(row);
    },
    list({ state, region, kind, service, parts, after: first, limit: most }) {
      return readableList({
        ...{ table: "prediction", schema: predictionRowSchema, limit: most, after: first },
        read: (after, limit) =>
          db.$queryRawUnsafe<RawPrediction[]>(
            LIST,
            ...[state, region ?? null, kind ?? null, service ?? null, parts],
            ...[after === undefined ? null : BigInt(after.openedMs), after?.id ?? null, limit],
          ),
        afterOf: ({ openedMs, id }) => ({ openedMs: Number(openedMs), id }),
      });
    },
    async openNow() {
      const rows = await db.$queryRawUnsafe<RawPrediction[]>(
        `select * from prediction where "closedMs" is null and ${PRESENT} order by "openedMs" desc, id desc`,
      );
      const { values, unreadable } = readableRows(predictionRowSchema, rows);
      return { predictions: values, unreadable: unreadable.map(({ id }) => id) };
    },
    async partsOf(causeIds) {
      const where = { causeId: { in: [...causeIds] } };
      const rows = await db.prediction.findMany({ where, orderBy: [{ openedMs: "asc" }, { id: "asc" }] });
      const { values, unreadable } = readableRows(predictionRowSchema, rows);
      noteUnreadable(
        "prediction",
        unreadable.map(({ id }) => id),
      );
      return values;
    },
    pending: (of) => readPending(db, of),
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

/** What a replay has open while it runs was said of a past that it still walks through: it is not open. */
const LIST = `select p.* from prediction p
  where ($1 = 'all' or ($1 = 'open') = (p."closedMs" is null)) and ($1 <> 'open' or ${PRESENT})
    and ($2::text is null or p.region = $2
      or p.id in (select c."causeId" from prediction c where c.region = $2 and c."causeId" is not null))
    and ($3::text is null or p.kind = $3)
    and ($4::text is null or p.service = $4 or $4 = any(p.affected)
      or p.id in (select c."causeId" from prediction c where c.service = $4 and c."causeId" is not null))
    and ($5 or p."causeId" is null) and ($6::bigint is null or (p."openedMs", p.id) < ($6, $7))
  order by p."openedMs" desc, p.id desc limit $8`;
