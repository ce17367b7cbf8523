import { bindCtx, systemActor } from "@/lib/compose/context";
import { createDatabase } from "@/lib/db/client";
import { plainModel } from "./predictions.fixture";
import { replayPredictions } from "./replay-predictions";

/** A process that replays until somebody ends it: database URL and present time are its arguments. */
const [url, nowMs] = process.argv.slice(2);
const database = createDatabase(url!);
const ctx = bindCtx({
  database,
  actor: systemActor("test"),
  clock: { nowMs: () => Number(nowMs) },
  demo: false,
});
const model = plainModel();
process.stdout.write("runs\n");
while ((await replayPredictions(ctx, model)).kind !== "idle") process.stdout.write("part\n");
process.stdout.write("idle\n");
