import { fixedClock } from "@/lib/testing/fixed-clock";
import { readSource } from "./read-source";
import { openReading } from "./reading.fixture";

/** Reads a source at a time that stands still, until it is done or killed. */
const [databaseUrl, id, nowMs] = process.argv.slice(2);
const { ctx, services, close } = openReading(databaseUrl, fixedClock(Number(nowMs)));
await readSource(ctx, services, { id });
await close();
