import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** What a command line needs to know of the installation on DATA_DIR beside its database. */
export function installation() {
  const dataDir = process.env.DATA_DIR ? path.resolve(process.env.DATA_DIR) : path.join(root, ".data");
  const secrets = path.join(dataDir, "secrets.json");
  const kept = existsSync(secrets) ? JSON.parse(readFileSync(secrets, "utf8")).authSecret : null;
  const authSecret = process.env.AUTH_SECRET || kept || null;
  return { authSecret, dataDir, outgoingAllow: process.env.OUTGOING_ALLOW ?? "" };
}
