import { randomUUID } from "node:crypto";
import type { Clock } from "@/lib/platform/clock";
import { ACTION_COURSES, type ControlAction } from "./control-action";
import type { ActionRequest, ScenarioRequest } from "./control-requests";
import type { FleetWorld } from "./fleet-world";
import type { ScenarioInstance } from "./scenario";
import { scenarioTimeline } from "./scenario-level";
import { SCENARIOS } from "./scenario-table";

/** What is asked for cannot be; `field` names the offending member of the body. */
export class ControlRefusal extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** obey: actions act. ignore: they are answered alike and nothing happens. */
export const OBEDIENCE = ["obey", "ignore"] as const;
export type Obedience = (typeof OBEDIENCE)[number];

const MOST_SCENARIOS = 40;
const MOST_ACTIONS = 500;
/** What is over is shown, and still felt in the figures, for this long (at speed 1). */
const REMEMBERED_MS = 12 * 3_600_000;
const SCENARIO_REMEMBERED_MS = 1_800_000;

/** Holds what goes on in the fleet: the one thing of it that changes by other than time. */
export class FleetControl {
  private scenarios: readonly ScenarioInstance[] = [];
  private actions: readonly ControlAction[] = [];
  private ignored: readonly ControlAction[] = [];
  private readonly byKey = new Map<string, ControlAction>();
  private currentSpeed = 1;
  private currentObedience: Obedience = "obey";

  constructor(
    private readonly quiet: FleetWorld,
    private readonly clock: Clock,
  ) {}

  world(): FleetWorld {
    return { ...this.quiet, scenarios: this.scenarios, actions: this.actions };
  }

  get speed(): number {
    return this.currentSpeed;
  }

  get obedience(): Obedience {
    return this.currentObedience;
  }

  /** Every action that was asked for, those that were ignored as well. */
  get asked(): readonly ControlAction[] {
    return [...this.actions, ...this.ignored].sort((a, b) => a.atMs - b.atMs);
  }

  /** Throws a ControlRefusal where it would change nothing. */
  run(request: ScenarioRequest): ScenarioInstance {
    this.forget();
    const nowMs = this.clock.nowMs();
    const running = this.scenarios.filter((instance) => scenarioTimeline(instance).endMs > nowMs);
    if (running.length >= MOST_SCENARIOS)
      throw new ControlRefusal("kind", `${MOST_SCENARIOS} scenarios run already`);
    const same = running.some(
      ({ kind, region, service }) =>
        kind === request.kind && region === request.region && service === request.service,
    );
    if (same) throw new ControlRefusal("kind", `${SCENARIOS[request.kind].title} runs there already`);
    const instance = { ...request, id: randomUUID(), startMs: nowMs, speed: this.currentSpeed };
    this.scenarios = [...this.scenarios, instance];
    return instance;
  }

  /** The same idempotency key again gives the same action, once. */
  act({ idempotencyKey, ...request }: ActionRequest): ControlAction {
    this.forget();
    const known = idempotencyKey === null ? undefined : this.byKey.get(idempotencyKey);
    if (known) return known;
    const atMs = this.clock.nowMs();
    const action = { ...request, id: randomUUID(), atMs, speed: this.currentSpeed };
    if (this.currentObedience === "obey") this.actions = [...this.actions, action].slice(-MOST_ACTIONS);
    else this.ignored = [...this.ignored, action].slice(-MOST_ACTIONS);
    if (idempotencyKey !== null) this.byKey.set(idempotencyKey, action);
    return action;
  }

  /** Ends the effect of an action that lasts for a time. Throws a ControlRefusal where there is none. */
  undo(id: string): ControlAction {
    const found = this.asked.find((action) => action.id === id);
    if (!found) throw new ControlRefusal("id", "There is no such action");
    if (ACTION_COURSES[found.kind].holdMs === null)
      throw new ControlRefusal("id", `${found.kind} cannot be taken back`);
    const undone = { ...found, undoneMs: found.undoneMs ?? this.clock.nowMs() };
    const replaced = (action: ControlAction) => (action.id === id ? undone : action);
    this.actions = this.actions.map(replaced);
    this.ignored = this.ignored.map(replaced);
    return undone;
  }

  obey(obedience: Obedience): void {
    this.currentObedience = obedience;
  }

  /** What runs goes on from where it is, faster or slower. */
  setSpeed(speed: number): void {
    const nowMs = this.clock.nowMs();
    const ratio = (before: number) => before / speed;
    this.scenarios = this.scenarios.map((instance) => ({
      ...instance,
      startMs: nowMs - (nowMs - instance.startMs) * ratio(instance.speed),
      speed,
    }));
    this.actions = this.actions.map((action) => ({
      ...action,
      atMs: nowMs - (nowMs - action.atMs) * ratio(action.speed),
      ...(action.undoneMs === undefined
        ? {}
        : { undoneMs: nowMs - (nowMs - action.undoneMs) * ratio(action.speed) }),
      speed,
    }));
    this.currentSpeed = speed;
  }

  /** Back to a quiet world at its usual speed, which obeys. */
  reset(): void {
    this.scenarios = [];
    this.actions = [];
    this.ignored = [];
    this.byKey.clear();
    this.currentSpeed = 1;
    this.currentObedience = "obey";
  }

  private forget(): void {
    const nowMs = this.clock.nowMs();
    this.scenarios = this.scenarios.filter(
      (instance) => nowMs < scenarioTimeline(instance).endMs + SCENARIO_REMEMBERED_MS,
    );
    const recent = ({ atMs, speed }: ControlAction) => (nowMs - atMs) * speed < REMEMBERED_MS;
    this.actions = this.actions.filter(recent);
    this.ignored = this.ignored.filter(recent);
    for (const [key, action] of this.byKey) if (!recent(action)) this.byKey.delete(key);
  }
}

/** When the action begins to work, is complete, and is over (null: it stays). */
export function actionTimes({ kind, atMs, speed, undoneMs }: ControlAction): {
  readonly effectFromMs: number;
  readonly completeMs: number;
  readonly untilMs: number | null;
} {
  const { delayMs, rampMs, holdMs } = ACTION_COURSES[kind];
  const after = (ms: number) => atMs + ms / speed;
  return {
    effectFromMs: after(delayMs),
    completeMs: after(delayMs + rampMs),
    untilMs: holdMs === null ? null : (undoneMs ?? after(delayMs + rampMs + holdMs)),
  };
}
