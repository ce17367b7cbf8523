import { randomBytes } from "node:crypto";
import { processSingleton } from "@/lib/platform/process-singleton";
import { telemetry } from "@/lib/platform/telemetry";
import { LiveHub } from "./live-hub";
import { LiveListener } from "./live-store";

const NAME_BYTES = 6;

/**
 * This process's hub, listening from the first call on. One a process, however many bundles hold this module; it ends
 * its streams on SIGTERM, so that a graceful stop does not wait for browsers.
 */
export function processLiveHub(databaseUrl: string): LiveHub {
  return processSingleton("live-hub", () => {
    const hub = new LiveHub(randomBytes(NAME_BYTES).toString("hex"));
    const listener = new LiveListener({
      databaseUrl,
      onEvent(event) {
        telemetry.liveEvents.inc({ topic: event.topic });
        if (event.topic !== "tap" && event.topic !== "kpis") hub.publish(event);
      },
    });
    listener.start();
    const stop = () => {
      hub.close();
      void listener.stop();
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
    return hub;
  });
}
