import path from "node:path";
import type { PredictionSeries } from "../../lib/domain/prediction";
import { DAY_MS, SECOND_MS } from "../../lib/domain/window";
import { seededRandom } from "../../lib/platform/seeded-random";
import { alertProtocol, type AlertProtocol, type AlertTask } from "./alert-questions";

/** A measured series as if it were the figure of a service. */
export interface MeasuredService {
  readonly of: PredictionSeries;
  readonly thresholds: {
    /** The task's: a quantile of the whole series, chosen with hindsight so that there are incidents. */
    readonly task: number;
    /** As an admin sets it who knows only what was before the test part: above all of that by a share of its range. */
    readonly ahead: number;
  };
}

/** Web services of Baidu, Sogou and eBay; the weights that ship never saw them. */
const KIND = "wsd_kpi";
const AHEAD_SHARE = 0.3;
/** The test parts are made to begin on this day, each at its own time of day. */
export const TEST_FROM_MS = Date.UTC(2026, 0, 5);

export function measuredServices(kitFolder: string): MeasuredService[] {
  const protocol = alertProtocol(kitFolder);
  const data = path.join(kitFolder, "alerts-dev");
  return protocol
    .readTasks(data)
    .filter(({ kind }) => kind === KIND)
    .map((task) => measuredService(protocol, data, task));
}

function measuredService(protocol: AlertProtocol, data: string, task: AlertTask): MeasuredService {
  const { t, y } = protocol.readSeries(data, task.series);
  const stepMs = task.step * SECOND_MS;
  const dayMs = Math.floor((task.evalStart * SECOND_MS) / DAY_MS) * DAY_MS;
  const startMs = Math.round((t[0] * SECOND_MS) / stepMs) * stepMs + TEST_FROM_MS - dayMs;
  const before = y.slice(
    0,
    t.findIndex((stampS) => stampS >= task.evalStart),
  );
  const sorted = before.sort();
  const highest = sorted[sorted.length - 1];
  return {
    of: {
      subject: {
        ...{ kind: "latency_degradation_prediction", region: "measured", service: task.series },
        objectiveId: null,
      },
      series: { startMs, stepMs, values: y },
      demand: null,
      demo: false,
    },
    thresholds: {
      task: task.threshold,
      ahead: highest + AHEAD_SHARE * (highest - sorted[sorted.length >> 1]),
    },
  };
}

/** So many of them at random, the same for a seed. */
export function drawn<Item>(all: readonly Item[], count: number, seed: number): Item[] {
  const random = seededRandom(seed);
  return all
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ item }) => item);
}
