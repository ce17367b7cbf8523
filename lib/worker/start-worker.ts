import { EventEmitter } from "node:events";
import {
  makeWorkerUtils,
  run,
  type Runner,
  type TaskList,
  type WorkerEvents,
  type WorkerUtils,
} from "graphile-worker";
import { ANOMALY_JOB } from "@/lib/anomalies/anomaly-job";
import { BACKFILL_JOB } from "@/lib/backfill/backfill-job";
import { anomalyModel } from "@/lib/compose/anomalies";
import { createBackfillRunner, importFolder } from "@/lib/compose/backfill";
import { bindCtx, systemActor } from "@/lib/compose/context";
import { forecastModel } from "@/lib/compose/forecast-model";
import { deliveryServices } from "@/lib/compose/notify";
import { peerProbe } from "@/lib/compose/peers";
import { predictionModel } from "@/lib/compose/predictions";
import { responseExecutor } from "@/lib/compose/responses";
import { readingServices } from "@/lib/compose/sources";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, createPool, type Database } from "@/lib/db/client";
import { CAPACITY_JOB } from "@/lib/domain/capacity";
import { EXECUTE_JOB, RESPOND_JOB, UNDO_JOB } from "@/lib/domain/response";
import { INCIDENT_JOB } from "@/lib/domain/incident";
import { DELIVER_JOB, MAX_CHANNELS, NOTIFY_JOB } from "@/lib/domain/notification";
import { SECOND_MS } from "@/lib/domain/window";
import { FORECAST_JOB } from "@/lib/domain/forecast";
import { CYCLE_JOB } from "@/lib/monitoring/cycle-job";
import { createRetentionStore } from "@/lib/pipeline/store/retention-store";
import { systemClock, type Clock } from "@/lib/platform/clock";
import type { Env } from "@/lib/platform/env";
import { createLogger, type Logger } from "@/lib/platform/logger";
import { PREDICT_JOB, REPLAY_JOB } from "@/lib/predictions/prediction-job";
import { ASSESS_JOB } from "@/lib/slo/assess-job";
import { graphileLogger } from "./graphile-logger";
import { assessTask, scheduleNextAssessment } from "./jobs/assess-objectives";
import { predictTask, scheduleNextPrediction } from "./jobs/assess-predictions";
import { cycleTask, scheduleNextCycle } from "./jobs/cycle";
import { anomalyTask, scheduleNextDetection } from "./jobs/detect-anomalies";
import { replayTask } from "./jobs/replay-predictions";
import { deliverTask } from "./jobs/deliver-notification";
import { notifyTask } from "./jobs/notify-incident";
import { keepIncidentsTask, scheduleNextKeeping } from "./jobs/keep-incidents";
import { executeTask, respondTask, scheduleNextResponding, undoTask } from "./jobs/respond";
import { capacityTask } from "./jobs/forecast-capacity";
import { forecastTask, scheduleNextForecasts } from "./jobs/make-forecasts";
import { backfillTask } from "./jobs/run-backfill-chunk";
import { RETENTION_JOB, retentionTask, scheduleNextRetention } from "./jobs/retention";
import { HEARTBEAT_MS, nodeId, thisHost } from "./node-liveness";
import { createNodeKeeper, type NodeKeeper } from "./node-keeper";
import { startPeerProbing } from "./probe-peers";
import { startSourceReading } from "./read-sources";
import { createWorkerNodeStore } from "./worker-node-store";

/** As many as there are kinds of jobs, so that no cycle waits for another; and receivers that hang, one a channel, hold up none. */
const CONCURRENCY = 14 + MAX_CHANNELS;
/** graphile-worker: one connection listens, each job and the queue need another. */
const CONNECTIONS = CONCURRENCY + 2;
const POLL_MS = 500;
const RESTART_DELAY_MS = SECOND_MS;

export interface WorkerOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Tells workers of one process apart. */
  readonly name?: string;
}

export interface RunningWorker {
  /** This process's entry in worker_node. */
  readonly nodeId: string;
  /** Resolves once jobs are taken for the first time. */
  readonly started: Promise<void>;
  /** Finishes running jobs, gives up the node, closes the connections. */
  stop(): Promise<void>;
}

/**
 * Starts the scheduled engine: one monitoring cycle each 10 s across any number of workers, and retention. It outlives a
 * Postgres that stops and starts: the engine is rebuilt until it runs, and a watchdog mends the chain of slots.
 */
export function startWorker(env: Env, options: WorkerOptions = {}): RunningWorker {
  const logger = options.logger ?? createLogger("worker", env.logLevel);
  const clock = options.clock ?? systemClock;
  const database = createDatabase(env.databaseUrl);
  const ctx = bindCtx({
    database,
    actor: systemActor("worker"),
    clock,
    demo: env.demo,
    fleetControl: env.fleetControl,
  });
  const id = nodeId(thisHost(), process.pid, options.name ?? "worker");
  const keeper = createNodeKeeper(createWorkerNodeStore(database.prisma), id, clock, logger);
  const engine = new Engine({ env, ctx, database, keeper, logger });
  const finished = engine.keepRunning();
  const sources = readingServices(env);
  const reading = startSourceReading(ctx, sources.services, logger);
  const probing = startPeerProbing(ctx, peerProbe(env), logger);
  return {
    nodeId: id,
    started: engine.started,
    async stop() {
      await Promise.all([engine.stop(), reading.stop(), probing.stop()]);
      await finished;
      await sources.close();
      await keeper.giveUp().catch((error: unknown) => logger.warn({ err: error }, "node not given up"));
      await closeDatabase(database);
    },
  };
}

interface EngineParts {
  readonly env: Env;
  readonly ctx: Ctx;
  readonly database: Database;
  readonly keeper: NodeKeeper;
  readonly logger: Logger;
}

class Engine {
  readonly started: Promise<void>;
  private announceStart: () => void = () => undefined;
  private runner: Runner | null = null;
  private stopping = false;
  private wake: () => void = () => undefined;

  constructor(private readonly parts: EngineParts) {
    this.started = new Promise((resolve) => (this.announceStart = resolve));
  }

  async keepRunning(): Promise<void> {
    let lastProblem = "";
    while (!this.stopping) {
      try {
        await this.runOnce();
        lastProblem = "";
      } catch (error) {
        lastProblem = this.tellOnce(error, lastProblem);
      }
      if (!this.stopping) await this.pause(RESTART_DELAY_MS);
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.runner?.stop().catch(() => undefined); // rejects when it stopped by itself
  }

  /** An outage of an hour is one line, not 3,600. */
  private tellOnce(error: unknown, lastProblem: string): string {
    const problem = error instanceof Error ? error.message : String(error);
    if (problem !== lastProblem)
      this.parts.logger.error({ err: error }, "engine stopped, trying again each second");
    return problem;
  }

  private async runOnce(): Promise<void> {
    const { env, keeper, logger } = this.parts;
    const pgPool = createPool(env.databaseUrl, CONNECTIONS);
    try {
      const utils = await makeWorkerUtils({ pgPool, logger: graphileLogger(logger) });
      const events: WorkerEvents = new EventEmitter();
      events.on("pool:create", ({ workerPool }) => keeper.adopt(workerPool.id));
      const runner = await run({
        pgPool,
        concurrency: CONCURRENCY,
        pollInterval: POLL_MS,
        noHandleSignals: true,
        taskList: this.tasks(),
        events,
        logger: graphileLogger(logger),
      });
      this.runner = runner;
      if (this.stopping) await runner.stop().catch(() => undefined);
      const watching = this.watch(runner, utils);
      await runner.promise.finally(() => {
        this.runner = null;
        this.wake();
      });
      await watching;
      await utils.release();
    } finally {
      await pgPool.end();
    }
  }

  /** Beats, unlocks the jobs of the dead and mends the chain of slots, until the runner ends. */
  private async watch(runner: Runner, utils: WorkerUtils): Promise<void> {
    const { ctx, keeper, logger } = this.parts;
    while (!this.stopping && this.runner === runner) {
      try {
        await keeper.beat((pools) => utils.forceUnlockWorkers(pools));
        await scheduleNextCycle(runner.addJob, ctx.clock.nowMs());
        await scheduleNextRetention(runner.addJob, ctx.clock.nowMs());
        await scheduleNextAssessment(runner.addJob, ctx.clock.nowMs());
        await scheduleNextPrediction(runner.addJob, ctx.clock.nowMs());
        await scheduleNextDetection(runner.addJob, ctx.clock.nowMs());
        await scheduleNextKeeping(runner.addJob, ctx.clock.nowMs());
        await scheduleNextResponding(runner.addJob, ctx.clock.nowMs());
        await scheduleNextForecasts(runner.addJob, ctx.clock.nowMs());
        this.announceStart();
      } catch (error) {
        logger.warn({ err: error }, "heartbeat failed");
      }
      await this.pause(HEARTBEAT_MS);
    }
  }

  private tasks(): TaskList {
    const { ctx, database, env, logger } = this.parts;
    const model = predictionModel();
    const delivering = deliveryServices(env);
    const executor = responseExecutor(ctx, env);
    return {
      [ANOMALY_JOB]: anomalyTask(ctx, anomalyModel, logger),
      [ASSESS_JOB]: assessTask(ctx, logger),
      [BACKFILL_JOB]: backfillTask(ctx, createBackfillRunner(ctx, database, env), logger),
      [CAPACITY_JOB]: capacityTask(ctx, logger),
      [CYCLE_JOB]: cycleTask(ctx, logger),
      [DELIVER_JOB]: deliverTask(ctx, delivering),
      [EXECUTE_JOB]: executeTask(ctx, executor),
      [RESPOND_JOB]: respondTask(ctx, logger),
      [UNDO_JOB]: undoTask(ctx, executor),
      [INCIDENT_JOB]: keepIncidentsTask(ctx, logger),
      [NOTIFY_JOB]: notifyTask(ctx),
      [PREDICT_JOB]: predictTask(ctx, model, logger),
      [REPLAY_JOB]: replayTask(ctx, model, logger),
      [FORECAST_JOB]: forecastTask(ctx, forecastModel, logger),
      [RETENTION_JOB]: retentionTask(ctx, createRetentionStore(database.pool), importFolder(env), logger),
    } as TaskList;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
