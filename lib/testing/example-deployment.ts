import type { Deployment } from "@/lib/domain/deployment";
import { EXAMPLE_AS_OF_MS } from "./example-cycle";

/** A deployment that succeeded 15 min before the example cycle. */
export function exampleDeployment(change: Partial<Deployment> = {}): Deployment {
  const atMs = EXAMPLE_AS_OF_MS - 900_000;
  return {
    ...{ id: "d1", externalId: null, source: "api", service: null, region: null, environment: "production" },
    ...{ kind: "deploy", outcome: "succeeded", version: null, deployedAtMs: atMs, commit: null },
    ...{
      committedAtMs: null,
      url: null,
      description: null,
      demo: false,
      recordedAtMs: atMs,
      recordedBy: "t",
    },
    ...change,
  };
}
