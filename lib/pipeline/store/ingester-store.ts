import pg from "pg";

/** What a crashed or stopped ingester left behind. */
export interface IngesterState {
  /** The fence: a flush that carries an older one is refused. */
  readonly epoch: number;
  /** Sequence of the newest log record whose samples the roll-ups contain. */
  readonly position: number;
  readonly sweptToMs: number;
  /** Of the newest committed flush. */
  readonly flushNumber: number;
  readonly checkpointPosition: number;
  readonly checkpoint: readonly Buffer[];
  /** Digests of the requests of the last hour that the roll-ups contain, by the time of their flush. */
  readonly digests: readonly { readonly atMs: number; readonly digests: Buffer }[];
}

/** Thrown when another process holds the ingester's id. */
export class IngesterTakenError extends Error {}

/** Thrown when id and log directory do not belong together: records that were acknowledged would be skipped. */
export class LogMismatchError extends Error {}

export interface IngesterStore {
  /**
   * Takes the id for this process: an advisory lock on a connection of its own refuses a second holder, a new epoch
   * fences off a former one that does not know yet that it lost its connection. The first log directory it comes with is
   * its own from then on.
   * @param logId of the log directory
   * @throws IngesterTakenError, LogMismatchError
   */
  acquire(id: string, logId: string): Promise<IngesterState>;
  release(): Promise<void>;
}

const LOCK_SPACE = 4_847;
const RELOCK_MS = 1_000;

/** @param databaseUrl for the connection that holds the lock */
export function createIngesterStore(pool: pg.Pool, databaseUrl: string): IngesterStore {
  let holder: pg.Client | null = null;
  let wanted = false;
  const hold = async (id: string): Promise<boolean> => {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    client.on("error", () => undefined); // 'end' follows
    await client.connect();
    const taken = await tryLock(client, id);
    if (!taken || !wanted) {
      await client.end();
      return taken;
    }
    holder = client;
    client.once("end", () => relockLater(id));
    return true;
  };
  // Postgres was away and forgot the lock. Whoever took the id meanwhile is found out by the epoch; else it is ours again.
  const relockLater = (id: string): void => {
    if (!wanted) return;
    const relock = () => void hold(id).catch(() => relockLater(id));
    setTimeout(relock, RELOCK_MS).unref();
  };
  return {
    async acquire(id, logId) {
      wanted = true;
      if (!(await hold(id)))
        throw new IngesterTakenError(
          `Another process is the ingester "${id}" of this database. Give this one another INGEST_ID.`,
        );
      return loadState(pool, id, logId);
    },
    async release() {
      wanted = false;
      await holder?.end().catch(() => undefined);
      holder = null;
    },
  };
}

async function tryLock(client: pg.Client, id: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    "select pg_try_advisory_lock($1, hashtext($2)) as taken",
    [LOCK_SPACE, id],
  );
  return rows[0]!.taken;
}

async function loadState(pool: pg.Pool, id: string, logId: string): Promise<IngesterState> {
  await refuseOthersLog(pool, id, logId);
  const taken = await pool.query<{
    epoch: string;
    position: string;
    swept_to_ms: string;
    checkpoint_position: string;
    flush_number: string;
  }>(
    `insert into ingester (id, epoch, log_id) values ($1, 1, $2)
     on conflict (id) do update set epoch = ingester.epoch + 1, log_id = $2, taken_at = now()
       where ingester.log_id is null or ingester.log_id = $2
     returning epoch, position, swept_to_ms, checkpoint_position, flush_number`,
    [id, logId],
  );
  const row = taken.rows[0];
  if (!row)
    throw new LogMismatchError(
      `The ingester "${id}" of this database has its records in another log directory: give this one another INGEST_ID, or the old INGEST_LOG_DIR.`,
    );
  const chunks = await pool.query<{ payload: Buffer }>(
    "select payload from ingester_checkpoint where ingester_id = $1 order by chunk",
    [id],
  );
  const digests = await pool.query<{ at_ms: string; digests: Buffer }>(
    "select at_ms, digests from ingester_digest where ingester_id = $1",
    [id],
  );
  return {
    epoch: Number(row.epoch),
    position: Number(row.position),
    sweptToMs: Number(row.swept_to_ms),
    flushNumber: Number(row.flush_number),
    checkpointPosition: Number(row.checkpoint_position),
    checkpoint: chunks.rows.map(({ payload }) => payload),
    digests: digests.rows.map(({ at_ms, digests: bytes }) => ({ atMs: Number(at_ms), digests: bytes })),
  };
}

/** The log holds records that another ingester may have stored already: read by this one they would count twice. */
async function refuseOthersLog(pool: pg.Pool, id: string, logId: string): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    "select id from ingester where log_id = $1 and id <> $2",
    [logId, id],
  );
  if (rows[0])
    throw new LogMismatchError(
      `This log directory belongs to the ingester "${rows[0].id}" of this database, not to "${id}": set INGEST_ID=${rows[0].id}, or another INGEST_LOG_DIR.`,
    );
}
