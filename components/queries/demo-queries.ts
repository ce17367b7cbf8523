import { queryOptions } from "@tanstack/react-query";
import { fleetStateResponseSchema, type RunScenarioBody } from "@/lib/contracts/demo-fleet";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

const LOOK_EVERY_MS = 2_000;

/** The fleet has no place in the live stream: it is asked. */
export const demoFleetQuery = queryOptions({
  queryKey: queryKeys.demoFleet.all,
  queryFn: ({ signal }) => getApi("/demo/fleet", fleetStateResponseSchema, signal),
  refetchInterval: LOOK_EVERY_MS,
});

export function runScenario(body: RunScenarioBody) {
  return sendApi("POST", "/demo/scenarios", fleetStateResponseSchema, body);
}

export function setSpeed(speed: number) {
  return sendApi("POST", "/demo/speed", fleetStateResponseSchema, { speed });
}

export function resetFleet() {
  return sendApi("POST", "/demo/reset", fleetStateResponseSchema);
}
