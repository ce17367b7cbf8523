import { createBackfillRunner } from "@/lib/compose/backfill";
import { bindCtx, systemActor } from "@/lib/compose/context";
import { createDatabase } from "@/lib/db/client";

/** A process that imports until somebody ends it: database URL and present time are its arguments. */
const [url, nowMs] = process.argv.slice(2);
const database = createDatabase(url);
const ctx = bindCtx({
  database,
  actor: systemActor("test"),
  clock: { nowMs: () => Number(nowMs) },
  demo: false,
});
const run = createBackfillRunner(ctx, database, { authSecret: "s".repeat(40), outgoingAllow: "127.0.0.1" });
process.stdout.write("runs\n");
while ((await run()).kind !== "idle") process.stdout.write("chunk\n");
process.stdout.write("idle\n");
