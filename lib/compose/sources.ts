import { createFlushPool } from "@/lib/db/client";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";
import type { Env } from "@/lib/platform/env";
import { createOutgoingGuard } from "@/lib/platform/outgoing-guard";
import { processSingleton } from "@/lib/platform/process-singleton";
import { createPrometheusQueries } from "@/lib/platform/prometheus-query";
import { createSecretBox } from "@/lib/platform/secret-box";
import type { ReadSourceServices } from "@/lib/sources/read-source";
import type { SourceServices } from "@/lib/sources/source-services";
import { createSourceWindowStore } from "@/lib/sources/source-window-store";
import { processEnv } from "./context";

function createSourceServices(env: Pick<Env, "authSecret" | "outgoingAllow">): SourceServices {
  return {
    queries: createPrometheusQueries(createOutgoingGuard(env.outgoingAllow)),
    box: createSecretBox(env.authSecret, "source-headers"),
  };
}

/** This process's way to engines. */
export function sourceServices(): SourceServices {
  return processSingleton("source-services", () => createSourceServices(processEnv()));
}

/** What a worker reads sources with. `close` ends its connections. */
export function readingServices(env: Pick<Env, "databaseUrl" | "authSecret" | "outgoingAllow">): {
  readonly services: ReadSourceServices;
  close(): Promise<void>;
} {
  const pool = createFlushPool(env.databaseUrl);
  const windows = createSourceWindowStore(pool, createPartitionStore(pool));
  return { services: { ...createSourceServices(env), windows }, close: () => pool.end() };
}
