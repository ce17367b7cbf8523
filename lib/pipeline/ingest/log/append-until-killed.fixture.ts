import { writeSync } from "node:fs";

import { openLog } from "./log";

/** Appends as fast as it can and tells each acknowledged sequence on a line of its own, until it is killed. */
const STDOUT = 1;
const APPENDERS = 8;
const log = await openLog({
  dir: process.argv[2],
  maxBytes: 1024 * 1024 * 1024,
  segmentBytes: 256 * 1024,
  maxRecordBytes: 1024 * 1024,
});

async function appendForever(appender: number): Promise<void> {
  for (let round = 0; ; round += 1) {
    const sequence = await log.append([Buffer.alloc(((appender + round) * 997) % 20_000, appender)]);
    writeSync(STDOUT, `${sequence}\n`);
  }
}

await Promise.all(Array.from({ length: APPENDERS }, (_, appender) => appendForever(appender)));
