import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runLoadgen } from "./kit.mjs";
import { committedToMs, rejections, unmappedSeries } from "./ingest-check.mjs";

const STEP_MS = 15_000;
const POLL_MS = 500;
const SERIES_PER_SERVER = 21;
const LEAD_STEPS = 1;

/**
 * Sends each step when its time has come, as a fleet scraped every 15 s does, and reports how far the committed roll-ups
 * were behind: nothing may be refused, and the lag may be 15 s.
 */
export async function runLive({ kit, folder, receiver, servers, steps, senders }) {
  const running = await receiver.start(path.join(folder, "live"));
  const lags = [];
  let sampling = true;
  try {
    const wire = path.join(folder, "wire");
    // Encoding the fleet takes a while; its first step must not be due before.
    const startMs = Math.ceil(Date.now() / STEP_MS) * STEP_MS + encodingMs(servers, steps);
    await runLoadgen(kit, { servers, steps, out: wire, "start-ms": startMs });
    const watch = (async () => {
      while (sampling) {
        const committed = await committedToMs(running.system.databaseUrl);
        if (Date.now() > startMs + LEAD_STEPS * STEP_MS) lags.push(Date.now() - committed);
        await sleep(POLL_MS);
      }
    })();
    const before = running.cpuSeconds();
    let accepted = 0;
    const late = [];
    for (let step = 0; step < steps; step++) {
      await sleep(Math.max(0, startMs + step * STEP_MS - Date.now()));
      const result = await runLoadgen(kit, {
        url: running.url,
        in: wire,
        servers,
        steps,
        senders,
        "from-step": step,
        "to-step": step + 1,
        bearer: running.bearer,
        quiet: true,
      });
      accepted += result.accepted_samples;
      late.push(Date.now() - (startMs + step * STEP_MS));
      console.log(`step ${step}: ${JSON.stringify(result.codes)}, done ${late.at(-1)} ms after it was due`);
    }
    sampling = false;
    await watch;
    const sorted = lags.toSorted((a, b) => a - b);
    const summary = {
      servers,
      series: servers * SERIES_PER_SERVER,
      accepted,
      offered: servers * SERIES_PER_SERVER * steps,
      lagMedianMs: sorted[Math.floor(sorted.length / 2)],
      lagWorstMs: sorted.at(-1),
      stepWorstMs: Math.max(...late.slice(LEAD_STEPS)),
      cpuSecondsPerMillion: ((running.cpuSeconds() - before) * 1e6) / accepted,
      residentMib: running.residentBytes() / 2 ** 20,
      unmapped: await unmappedSeries(running.system.databaseUrl),
      rejections: await rejections(running.system.databaseUrl),
    };
    console.log(JSON.stringify(summary, null, 2));
  } finally {
    sampling = false;
    await running.stop();
  }
}

function encodingMs(servers, steps) {
  const samplesPerMs = 300;
  return Math.ceil((servers * SERIES_PER_SERVER * steps) / samplesPerMs / STEP_MS) * STEP_MS;
}
