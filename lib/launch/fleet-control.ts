import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { writePrivateFile } from "./private-file";

/** Where the demo's simulated fleet is controlled, and by which key: new ones for each start. */
export interface FleetControl {
  readonly url: string;
  readonly port: number;
  readonly key: string;
}

const LOOPBACK = "127.0.0.1";
const KEY_BYTES = 24;
const fileOf = (dataDir: string) => path.join(dataDir, "demo-control.json");

/** Chooses a free port and a key, and keeps both in `demo-control.json` (mode 0600) for scripts. */
export async function openFleetControl(dataDir: string): Promise<FleetControl> {
  const port = await freePort();
  const url = `http://${LOOPBACK}:${port}`;
  const key = randomBytes(KEY_BYTES).toString("base64url");
  writePrivateFile(fileOf(dataDir), `${JSON.stringify({ url, key })}\n`);
  return { url, port, key };
}

export function forgetFleetControl(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, LOOPBACK, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
