import { Refusal } from "./refusal.mjs";

/** What the dependencies support (Prisma's is the narrowest); package.json says the same. */
const NODE_RANGE = "^20.19 || ^22.12 || >=24";
const MIN_MINOR_BY_MAJOR = new Map([
  [20, 19],
  [22, 12],
]);
const ANY_FROM_MAJOR = 24;

export const USAGE = `npm start [-- options]      install, build and run everything on this machine
  --no-demo   start empty, for real use (without the simulated fleet)
  --dev       run from the sources, with Next's development server (npm run dev)
  --help      show this
Environment: PORT (3000), DATA_DIR (.data), DATABASE_URL (default: an embedded Postgres in DATA_DIR),
HOST (127.0.0.1; the demo stays on loopback), PUBLIC_URL, TRUST_PROXY (0),
ROLE (all; or web, worker, ingest: that part alone, with --no-demo and DATABASE_URL).`;

const FLAGS = new Map([
  ["--no-demo", { demo: false }],
  ["--dev", { dev: true }],
  ["--help", { help: true }],
  ["-h", { help: true }],
]);

/** `{ demo, dev, help }` from the arguments. Throws a Refusal that names an argument it does not know. */
export function parseFlags(args) {
  let flags = { demo: true, dev: false, help: false };
  for (const argument of args) {
    const set = FLAGS.get(argument);
    if (!set) throw new Refusal(`Unknown option ${argument}: npm start -- --help lists the options.`);
    flags = { ...flags, ...set };
  }
  return flags;
}

/** Throws a Refusal where `version` (as `process.versions.node`) is none that everything here supports. */
export function requireNode(version) {
  const [major, minor] = version.split(".").map(Number);
  if (major >= ANY_FROM_MAJOR || minor >= (MIN_MINOR_BY_MAJOR.get(major) ?? Infinity)) return;
  throw new Refusal(`Node ${NODE_RANGE} is needed, this is ${version}.`);
}
