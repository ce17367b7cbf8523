import http from "node:http";
import { performance } from "node:perf_hooks";

/** One GET; resolves with its bytes once the whole answer is there. Anything but 200 throws. */
export function get(url, { agent, headers }) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const body = Buffer.concat(chunks);
        if (answer.statusCode === 200) resolve(body);
        else reject(new Error(`GET ${url}: ${answer.statusCode} ${body}`));
      });
    });
    request.on("error", reject);
  });
}

/** Milliseconds of every GET of `url` that `connections` get answered, one after the other each, for `forMs`. */
export async function loadRoute(url, { connections, forMs, headers }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const took = [];
  const endMs = performance.now() + forMs;
  const one = async () => {
    while (performance.now() < endMs) {
      const startMs = performance.now();
      await get(url, { agent, headers });
      took.push(performance.now() - startMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return took;
}

/** Milliseconds until all of `urls` are answered over `connections`. */
export async function loadAll(urls, { connections, headers }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const startMs = performance.now();
  await Promise.all(urls.map((url) => get(url, { agent, headers })));
  const took = performance.now() - startMs;
  agent.destroy();
  return took;
}

/** @param share such as 0.99 */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
