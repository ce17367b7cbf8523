import { runMigrations } from "graphile-worker";

/** Creates or updates the job tables, so that jobs can be added before any worker has run. Repeatable. */
export async function migrateJobs(databaseUrl: string): Promise<void> {
  await runMigrations({ connectionString: databaseUrl });
}
