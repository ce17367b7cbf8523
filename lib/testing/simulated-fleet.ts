import type { AddressInfo } from "node:net";
import { createControlServer, listenOnLoopback } from "@/lib/simulate/control-server";
import { FleetControl } from "@/lib/simulate/fleet-control";
import { quietWorld } from "@/lib/simulate/fleet-world";

/** A simulated fleet whose time stands where the test puts it, with its control endpoint on a free port. */
export interface TestFleet {
  readonly url: string;
  readonly key: string;
  readonly control: FleetControl;
  setTime(nowMs: number): void;
  stop(): Promise<void>;
}

export async function startTestFleet(startMs: number): Promise<TestFleet> {
  let nowMs = startMs;
  const clock = { nowMs: () => nowMs };
  const key = "a control key for tests";
  const control = new FleetControl(quietWorld(1, startMs), clock);
  const server = createControlServer(control, clock, key);
  await listenOnLoopback(server, 0);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    control,
    setTime(timeMs) {
      nowMs = timeMs;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
