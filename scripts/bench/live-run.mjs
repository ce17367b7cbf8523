import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runLoadgen, SCRAPE_MS, SERIES_PER_SERVER } from "./kit.mjs";
import { committedToMs, rejections, unmappedSeries } from "./ingest-check.mjs";

const POLL_MS = 500;
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
    const startMs = await encodeSteps({ kit, wire, servers, steps });
    const watch = (async () => {
      while (sampling) {
        const committed = await committedToMs(running.system.databaseUrl);
        if (Date.now() > startMs + LEAD_STEPS * SCRAPE_MS) lags.push(Date.now() - committed);
        await sleep(POLL_MS);
      }
    })();
    const before = running.cpuSeconds();
    const { url, bearer } = running;
    const { accepted, late } = await sendOnTime({ kit, wire, servers, steps, senders, startMs, url, bearer });
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

/** Encodes a fleet's steps; returns when the first is due, which is not before all are encoded. */
export async function encodeSteps({ kit, wire, servers, steps }) {
  const startMs = Math.ceil(Date.now() / SCRAPE_MS) * SCRAPE_MS + encodingMs(servers, steps);
  await runLoadgen(kit, { servers, steps, out: wire, "start-ms": startMs });
  return startMs;
}

/** Sends each step when it is due; returns what was accepted, and how late each step was through. */
export async function sendOnTime({ kit, wire, servers, steps, senders, startMs, url, bearer }) {
  let accepted = 0;
  const late = [];
  for (let step = 0; step < steps; step++) {
    await sleep(Math.max(0, startMs + step * SCRAPE_MS - Date.now()));
    const range = { "from-step": step, "to-step": step + 1 };
    const options = { url, in: wire, servers, steps, senders, ...range, bearer, quiet: true };
    const result = await runLoadgen(kit, options);
    accepted += result.accepted_samples;
    late.push(Date.now() - (startMs + step * SCRAPE_MS));
    console.log(`step ${step}: ${JSON.stringify(result.codes)}, done ${late.at(-1)} ms after it was due`);
  }
  return { accepted, late };
}

function encodingMs(servers, steps) {
  const samplesPerMs = 300;
  return Math.ceil((servers * SERIES_PER_SERVER * steps) / samplesPerMs / SCRAPE_MS) * SCRAPE_MS;
}
