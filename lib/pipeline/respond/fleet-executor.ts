import type { FleetControlStore } from "@/lib/demo/fleet-control-store";
import type { ResponseActionKind } from "@/lib/domain/response";
import { AppError } from "@/lib/platform/errors";
import type { Executor, ExecutorAnswer, ExecutorRequest } from "./executor";

/** As the fleet calls them. */
const FLEET_ACTIONS: Readonly<Record<ResponseActionKind, string>> = {
  "scale-out": "scale-out",
  "throttle-traffic": "throttle",
  "shift-traffic": "shift-traffic",
  "clean-up": "clean-up",
  restart: "restart",
  "roll-back": "roll-back",
};

/** Actions on the simulated fleet, by its control endpoint. */
export function createFleetExecutor(fleet: FleetControlStore): Executor {
  return {
    name: "the simulated fleet",
    simulated: true,
    describe: bodyOf,
    execute: (request) =>
      asked(async () => {
        const answer = await fleet.act(bodyOf(request));
        return { externalId: answer.id, answer };
      }),
    undo: (_request, externalId) =>
      asked(async () => {
        if (externalId === null) throw new AppError("bad-request", "The fleet gave it no name.");
        return { externalId, answer: await fleet.undoAction(externalId) };
      }),
  };
}

function bodyOf({ key, action: { kind, share, toRegion }, region, service }: ExecutorRequest) {
  return {
    ...{ action: FLEET_ACTIONS[kind], region, service, idempotency_key: key },
    ...(share === null ? {} : { share }),
    ...(toRegion === null ? {} : { to_region: toRegion }),
  };
}

async function asked(
  ask: () => Promise<{ readonly externalId: string; readonly answer: unknown }>,
): Promise<ExecutorAnswer> {
  try {
    return { kind: "accepted", ...(await ask()) };
  } catch (error) {
    if (!(error instanceof AppError)) return { kind: "unknown", because: String(error) };
    const because = error.publicText;
    return error.code === "unavailable"
      ? { kind: "unknown", because }
      : { kind: "refused", because, answer: { detail: because } };
  }
}
