import pg from "pg";

/** Runs `run` while this process alone, of all that use the database, holds the lock; others wait for it. */
export async function withAdvisoryLock<T>(
  databaseUrl: string,
  lock: number,
  run: () => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lock]);
    return await run();
  } finally {
    await client.end(); // gives the lock back
  }
}
