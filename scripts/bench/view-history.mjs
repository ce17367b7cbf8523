import { createWriteStream } from "node:fs";
import { once } from "node:events";
import path from "node:path";

const REGIONS = ["eu-west-1", "us-east-1", "us-west-2", "ap-southeast-1", "ap-northeast-1"];
const SERVICES = ["shop", "search", "pay", "feed"];
const STEP_MS = 60_000;
const HOURS = 24;
const BOUNDS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, "+Inf"];
const MEAN_SECONDS = 0.3;
/** What is asked of us, and the peer's pre-recorded series of the same. */
const FIGURES = [
  ["requests_per_second", "region:requests:rate"],
  ["error_rate", "region:errors:ratio"],
  ["latency_p99", "region:latency_seconds:p99"],
  ["cpu", "region:cpu:ratio"],
];

/** The last whole day by the minute, in ms; both ends are included. */
export function lastDay(nowMs) {
  const toMs = Math.floor(nowMs / STEP_MS) * STEP_MS - 5 * STEP_MS;
  return { fromMs: toMs - HOURS * 60 * STEP_MS, toMs };
}

/** A day of four services in five regions as an OpenMetrics file; resolves with its path. */
export async function writeDay(folder, { fromMs, toMs }) {
  const file = path.join(folder, "day.om");
  const out = createWriteStream(file);
  const put = async (lines) => {
    if (!out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
  };
  const scopes = REGIONS.flatMap((region) => SERVICES.map((service) => ({ region, service })));
  const times = [];
  for (let atMs = fromMs; atMs <= toMs; atMs += STEP_MS) times.push(atMs);
  const series = async (labels, valueAt) =>
    put(times.map((atMs, step) => `${labels} ${valueAt(step)} ${atMs / 1_000}`));
  await put(["# TYPE http_requests counter"]);
  for (const [index, { region, service }] of scopes.entries())
    for (const [status, share] of [
      ["200", 1],
      ["500", 0.001],
    ])
      await series(
        `http_requests_total{region="${region}",service="${service}",status="${status}"}`,
        (step) => Math.round(step * 60 * (1_000 + 10 * index) * share),
      );
  await put(["# TYPE http_request_duration_seconds histogram"]);
  for (const [index, { region, service }] of scopes.entries()) {
    const count = (step) => step * 60 * (1_000 + 10 * index);
    const labels = `region="${region}",service="${service}"`;
    for (const [position, le] of BOUNDS.entries())
      await series(`http_request_duration_seconds_bucket{${labels},le="${le}"}`, (step) =>
        Math.round((count(step) * (position + 1)) / BOUNDS.length),
      );
    await series(`http_request_duration_seconds_count{${labels}}`, count);
    await series(`http_request_duration_seconds_sum{${labels}}`, (step) => count(step) * MEAN_SECONDS);
  }
  await put(["# TYPE cpu_usage_ratio gauge"]);
  for (const { region, service } of scopes)
    await series(`cpu_usage_ratio{region="${region}",service="${service}"}`, (step) =>
      (0.4 + 0.2 * Math.sin(step / 200)).toFixed(4),
    );
  await put(["# EOF"]);
  out.end();
  await once(out, "close");
  return file;
}

/** Gives the peer what a recording rule would have left it: one series a figure and region. */
export async function writePeerDay(base, { fromMs, toMs }) {
  const lines = [];
  for (const [, name] of FIGURES)
    for (const [index, region] of REGIONS.entries())
      for (let atMs = fromMs; atMs <= toMs; atMs += STEP_MS)
        lines.push(`${name}{region="${region}"} ${(index + Math.sin(atMs / 1e7)).toFixed(4)} ${atMs}`);
  const answer = await fetch(`${base}/api/v1/import/prometheus`, { method: "POST", body: lines.join("\n") });
  if (!answer.ok) throw new Error(`The peer's import: ${answer.status}`);
  await fetch(`${base}/internal/force_flush`);
}

/** All of it is one answer. */
export function ourUrls(base, { fromMs, toMs }) {
  const query = new URLSearchParams({
    metrics: FIGURES.map(([metric]) => metric).join(","),
    regions: REGIONS.join(","),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    points: String((toMs - fromMs) / STEP_MS),
  });
  return [`${base}/api/v1/hyperscale-monitoring/metrics/histories?${query}`];
}

export function peerUrls(base, { fromMs, toMs }) {
  return FIGURES.map(
    ([, name]) =>
      `${base}/api/v1/query_range?query=${encodeURIComponent(name)}&start=${fromMs / 1_000}&end=${toMs / 1_000}&step=60&nocache=1`,
  );
}
