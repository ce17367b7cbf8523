import { createHttpProbe, type Probe } from "@/lib/platform/http-probe";
import type { Env } from "@/lib/platform/env";
import { createOutgoingGuard, type OutgoingGuard } from "@/lib/platform/outgoing-guard";
import { processSingleton } from "@/lib/platform/process-singleton";
import { processEnv } from "./context";

/** Where this process may send probes. */
export function peerGuard(): OutgoingGuard {
  return processSingleton("peer-guard", () => createOutgoingGuard(processEnv().outgoingAllow));
}

/** What a worker probes peers with. */
export function peerProbe({ outgoingAllow }: Pick<Env, "outgoingAllow">): Probe {
  return createHttpProbe(createOutgoingGuard(outgoingAllow));
}
