import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase } from "@/lib/db/client";
import { isDatabaseAway } from "@/lib/db/database-away";
import { systemClock } from "@/lib/platform/clock";
import { isAppError } from "@/lib/platform/errors";
import { bindCtx, systemActor } from "./context";

export type Print = (line: string) => void;
export type Command = (ctx: Ctx, print: Print) => Promise<void>;

export interface CliInput {
  /** How the audit names it. */
  readonly name: string;
  readonly usage: string;
  /** null: called wrongly. */
  readonly command: Command | null;
  readonly databaseUrl: string;
  readonly print: Print;
}

/** Runs a command as the system. Returns the exit code: 0 done, 1 refused, 2 called wrongly. */
export async function runCli({ name, usage, command, databaseUrl, print }: CliInput): Promise<number> {
  if (command === null) {
    print(usage);
    return 2;
  }
  const database = createDatabase(databaseUrl);
  try {
    const ctx = bindCtx({ database, actor: systemActor(name), clock: systemClock, demo: false });
    await command(ctx, print);
    return 0;
  } catch (error) {
    print(explain(error));
    return 1;
  } finally {
    await closeDatabase(database);
  }
}

function explain(error: unknown): string {
  if (isAppError(error)) return error.publicText;
  if (isDatabaseAway(error)) return "The database cannot be reached. Is it running? `npm start` starts it.";
  return error instanceof Error ? error.message : String(error);
}
