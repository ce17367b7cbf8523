import * as z from "zod";
import {
  fleetActionSchema,
  fleetStateSchema,
  type FleetAction,
  type FleetState,
  type RunScenarioBody,
} from "@/lib/contracts/demo-fleet";
import { AppError, type ErrorCode } from "@/lib/platform/errors";

/** The simulated fleet's control endpoint, over HTTP: another process, which may be away. */
export interface FleetControlStore {
  /** @throws AppError unavailable where the fleet does not answer, as all of these */
  readState(): Promise<FleetState>;
  /** @throws AppError bad-request or conflict where it cannot run */
  runScenario(request: RunScenarioBody): Promise<void>;
  setSpeed(speed: number): Promise<FleetState>;
  reset(): Promise<FleetState>;
  /** The same idempotency key again is the same action. */
  act(request: FleetActionRequest): Promise<FleetAction>;
  /** Ends the effect of an action; again: nothing more. */
  undoAction(id: string): Promise<FleetAction>;
}

export interface FleetActionRequest {
  readonly action: string;
  readonly region: string;
  readonly service: string | null;
  readonly share?: number;
  readonly to_region?: string;
  readonly idempotency_key: string;
}

export interface FleetControlAddress {
  readonly url: string;
  readonly key: string;
}

const TIMEOUT_MS = 5_000;
const REFUSALS: Readonly<Record<number, ErrorCode>> = { 400: "bad-request", 409: "conflict" };

const problemSchema = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
});

export function createFleetControlStore(address: FleetControlAddress): FleetControlStore {
  const call = (method: string, path: string, body?: object) => callFleet(address, method, path, body);
  return {
    readState: async () => fleetStateSchema.parse(await call("GET", "/state")),
    runScenario: async (request) => void (await call("POST", "/scenarios", request)),
    setSpeed: async (speed) => fleetStateSchema.parse(await call("PUT", "/speed", { speed })),
    reset: async () => fleetStateSchema.parse(await call("POST", "/reset")),
    act: async (request) => fleetActionSchema.parse(await call("POST", "/actions", request)),
    undoAction: async (id) => fleetActionSchema.parse(await call("POST", "/actions/undo", { id })),
  };
}

async function callFleet(
  { url, key }: FleetControlAddress,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw away(error);
  });
  const answer: unknown = await response.json().catch((error: unknown) => {
    throw away(error);
  });
  if (response.ok) return answer;
  const code = REFUSALS[response.status];
  const problem = problemSchema.safeParse(answer);
  if (code === undefined || !problem.success) throw away(new Error(`status ${response.status}`));
  throw new AppError(code, problem.data.detail, { errors: problem.data.errors });
}

function away(cause: unknown): AppError {
  return new AppError("unavailable", "The simulated fleet does not answer.", { cause });
}
