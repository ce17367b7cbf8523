// A thread of its own, so that its figures are the receiver's and not those of the attackers' thread.
import http from "node:http";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { tsImport } from "tsx/esm/api";

const SENDERS = 4;
const SERIES = 200;
const EVERY_MS = 50;

const { root, url, key } = workerData;
const { remoteWriteBody } = await tsImport(
  path.join(root, "lib/testing/remote-write-body.ts"),
  import.meta.url,
);
const agent = new http.Agent({ keepAlive: true, maxSockets: SENDERS });
let took = [];
let failed = 0;

function send(body) {
  return new Promise((resolve) => {
    const req = http.request(`${url}/api/v1/write`, {
      agent,
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/x-protobuf",
        "content-encoding": "snappy",
        "content-length": body.length,
      },
    });
    req.on("response", (res) => res.resume().on("end", () => resolve(res.statusCode)));
    req.on("error", () => resolve(0));
    req.end(body);
  });
}

async function sender(n) {
  for (let step = 1; ; step++) {
    const nowMs = Date.now();
    const body = remoteWriteBody(
      Array.from({ length: SERIES }, (_, s) => ({
        labels: {
          __name__: "http_requests_total",
          instance: `${n}-${s}`,
          region: "honest",
          service: "honest",
        },
        samples: [[nowMs, step]],
      })),
    );
    const startMs = performance.now();
    const status = await send(body);
    took.push(performance.now() - startMs);
    if (status !== 204) failed++;
    await sleep(EVERY_MS);
  }
}

parentPort.on("message", () => {
  parentPort.postMessage({ took, failed });
  took = [];
  failed = 0;
});
for (let n = 0; n < SENDERS; n++) void sender(n);
