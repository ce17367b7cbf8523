import http from "node:http";
import net from "node:net";
import {
  gzipBomb,
  millionLabels,
  newSeries,
  otlpBombs,
  protobufBombs1,
  protobufBombs2,
  snappyBombs,
} from "./hostile-bodies.mjs";

const MEGABYTE = 1_000_000;
const HUGE_BYTES = 100 * MEGABYTE;
const FLOOD_SERIES = 2_000;
const SLOW_SOCKETS = 2_000;
const TRICKLE_MS = 1_000;
const PROTOBUF = "application/x-protobuf";
const ONE = { path: "/api/v1/write", headers: { "content-type": PROTOBUF, "content-encoding": "snappy" } };
const TWO = {
  path: ONE.path,
  headers: { ...ONE.headers, "content-type": `${PROTOBUF};proto=io.prometheus.write.v2.Request` },
};
const OTLP = { path: "/v1/metrics", headers: { "content-type": PROTOBUF, "content-encoding": "gzip" } };
const JSON_DOOR = { path: OTLP.path, headers: { ...OTLP.headers, "content-type": "application/json" } };

/**
 * What is sent while honest senders go on. `connections` send `bodies` one after the other as fast as they are answered, or
 * `run(target, signal, count)` does something of its own.
 */
export const ATTACKS = [
  { name: "snappy bombs", connections: 4, bodies: () => snappyBombs().map((body) => ({ ...ONE, body })) },
  {
    name: "gzip bombs (1 GB in 1 MB)",
    connections: 4,
    bodies: () => [OTLP, JSON_DOOR].map((door) => ({ ...door, body: gzipBomb() })),
  },
  {
    name: "protobuf bombs",
    connections: 4,
    bodies: () => [
      ...protobufBombs1().map((body) => ({ ...ONE, body })),
      ...protobufBombs2().map((body) => ({ ...TWO, body })),
      ...otlpBombs().map((body) => ({ ...OTLP, body })),
    ],
  },
  { name: "bodies of 100 MB", connections: 4, run: hugeBodies },
  {
    name: "a series of 10^6 labels",
    connections: 4,
    bodies: () => [
      { ...ONE, body: millionLabels().one },
      { ...TWO, body: millionLabels().two },
    ],
  },
  { name: "a flood of new series", connections: 4, run: newSeriesFlood },
  { name: `${SLOW_SOCKETS} slow sockets`, connections: 1, run: slowSockets },
];

/** Runs an attack until `signal` says so; returns how often each answer came. */
export async function attack({ connections, bodies, run }, target, signal) {
  const answers = new Map();
  const count = (answer) => answers.set(answer, (answers.get(answer) ?? 0) + 1);
  const prepared = bodies?.() ?? [];
  const one = run ?? ((to, until, tally, n) => sendAll(prepared, to, until, tally, n));
  await Promise.all(Array.from({ length: connections }, (_, n) => one(target, signal, count, n)));
  return answers;
}

async function sendAll(bodies, target, signal, count, first) {
  for (let n = first; !signal.aborted; n++) count(await post(target, bodies[n % bodies.length]));
}

/** Half of them say how long they are, half do not. */
async function hugeBodies(target, signal, count, n) {
  const piece = Buffer.alloc(MEGABYTE, 1);
  while (!signal.aborted)
    count(
      await post(target, {
        ...ONE,
        pieces: () => new Array(HUGE_BYTES / MEGABYTE).fill(piece),
        length: n % 2 === 0 ? HUGE_BYTES : null,
      }),
    );
}

async function newSeriesFlood(target, signal, count, n) {
  for (let batch = 0; !signal.aborted; batch++)
    count(await post(target, { ...ONE, body: newSeries(FLOOD_SERIES, `${n}-${batch}`, Date.now()) }));
}

/** Each says that a megabyte follows, and sends a byte a second. */
async function slowSockets(target, signal, count) {
  const { hostname, port } = new URL(target.url);
  const head = `POST ${ONE.path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${target.key}\r\nContent-Type: ${PROTOBUF}\r\nContent-Encoding: snappy\r\nContent-Length: ${MEGABYTE}\r\n\r\n`;
  const sockets = Array.from({ length: SLOW_SOCKETS }, () => {
    const socket = net.connect(Number(port), hostname, () => count("open"));
    socket.write(head);
    return socket.on("error", () => count("broken")).on("data", (text) => count(String(text).slice(9, 12)));
  });
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, TRICKLE_MS));
    for (const socket of sockets) if (socket.writable) socket.write("x");
  }
  for (const socket of sockets) socket.destroy();
}

/** Resolves with the status, or with how the connection broke. */
function post({ url, key }, { path, headers, body, pieces, length }) {
  return new Promise((resolve) => {
    const bytes = body ? body.length : length;
    const req = http.request(new URL(path, url), {
      method: "POST",
      headers: {
        ...headers,
        authorization: `Bearer ${key}`,
        ...(bytes === null ? {} : { "content-length": bytes }),
      },
    });
    req.on("response", (res) => {
      res.resume();
      res.on("close", () => resolve(String(res.statusCode)));
      if (pieces) req.destroy();
    });
    req.on("error", (error) => resolve(error.code ?? "broken"));
    if (body) return req.end(body);
    const rest = pieces();
    const next = () => {
      while (rest.length > 0 && req.writable) if (!req.write(rest.pop())) return req.once("drain", next);
      if (req.writable) req.end();
    };
    next();
  });
}
