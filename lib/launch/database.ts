import path from "node:path";
import { createDatabaseIfMissing, startEmbeddedPostgres, type EmbeddedPostgres } from "@/lib/db/embedded";
import type { ProcessLedger } from "./process-ledger";
import { LaunchError, type LaunchSettings } from "./settings";
import { supervise, type Running, type Supervised } from "./supervise";

/**
 * Starts the embedded Postgres in the data folder and keeps it alive on one port, so that everybody's connection string
 * stays true; adds it to `up`. Returns the connection string. The demo has a database of its own: real use starts empty, whatever was tried before.
 */
export async function startDatabase(
  settings: LaunchSettings,
  password: string,
  ledger: ProcessLedger,
  say: (line: string) => void,
  up: Supervised[],
): Promise<string> {
  const directory = path.join(settings.dataDir, "postgres");
  const logFile = path.join(settings.dataDir, "logs/postgres.log");
  let server: EmbeddedPostgres | null = null;
  const start = async (): Promise<Running> => {
    server = await startEmbeddedPostgres({ directory, password, logFile, port: server?.port, notice: say });
    return toRunning(server);
  };
  up.push(await supervise({ name: "postgres", start, ledger, say }).catch(forUser));
  const database = settings.demo ? "demo" : "live";
  const started = server as EmbeddedPostgres | null;
  if (started === null) throw new Error("Postgres is supervised but was never started.");
  await createDatabaseIfMissing(started, database);
  return started.url(database);
}

function forUser(error: unknown): never {
  throw new LaunchError(error instanceof Error ? error.message : String(error), { cause: error });
}

function toRunning(server: EmbeddedPostgres): Running {
  return {
    pid: server.pid,
    command: "postgres",
    exited: server.exited.then(() => "its process ended"),
    async stop(hurry) {
      if (hurry.aborted) return server.stop("immediate");
      const impatient = () => void server.stop("immediate");
      hurry.addEventListener("abort", impatient, { once: true });
      await server.stop("fast");
      hurry.removeEventListener("abort", impatient);
    },
  };
}
