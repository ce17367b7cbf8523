import { DAY_MS } from "@/lib/domain/window";
import { PeakTail } from "./anomaly/peak-tail";
import { RunningMedian } from "./anomaly/running-median";
import { UsualStretch } from "./anomaly/usual-stretch";

/** A score from here on is an anomaly: the same for every series and metric. */
export const ANOMALY_THRESHOLD = 0.75;

/** What was unusual: the value itself, the course of the last eight hours for their time of day, or the level of the last hours. */
export type AnomalySign = "value" | "course" | "level";

export interface AnomalyScore {
  /** 0 to 1. */
  readonly score: number;
  readonly sign: AnomalySign;
  /** The median of the last day, and how far from it a value would have been an anomaly; null while still learning. */
  readonly expected: number | null;
  readonly reach: number | null;
}

const LEAST_DAY_STEPS = 4;
/** Finer steps would cost memory and time and tell no more. */
const MAX_DAY_STEPS = 2_000;
const PEAKS_A_DAY = 8;
const HALF_LIFE_DAYS = 28;
/** Of slow series four weeks are too few values. */
const LEAST_HALF_LIFE_STEPS = 3_000;
const LEVELS_A_DAY = 4;
const LEAST_LEVEL_STEPS = 3;
/** The level of the last hours is compared with that of two weeks. */
const LEVEL_DAYS = 14;
/** After an anomaly the next one counts only if it is so much greater, for so many steps: one cause, one anomaly. */
const QUIET_STEPS = 100;
const QUIET_FACTOR = 4;
/** … and for as long as the first one lasts, with so many steps after it. */
const LINGERING_STEPS = 20;

/** Surprise of the threshold: score = surprise ÷ (1 + surprise). */
const ALARMING = ANOMALY_THRESHOLD / (1 - ANOMALY_THRESHOLD);

/** The value, or the edge of the band it leaves: a spike is judged as a value, and is little of a course. */
function clipped(value: number, expected: number, reach: number | null): number {
  if (reach === null || Number.isNaN(expected)) return value;
  return Math.max(expected - reach, Math.min(expected + reach, value));
}

/** Judges each new value of one series by its own past. Time is the number of values: a gap is passed over. */
export class AnomalyDetector {
  readonly #day: RunningMedian;
  readonly #weeks: RunningMedian;
  readonly #hours: RunningMedian;
  readonly #stretch: UsualStretch;
  readonly #valueTail: PeakTail;
  readonly #courseTail: PeakTail;
  readonly #levelTail: PeakTail;
  #quietSteps = 0;
  #loudest = 0;

  constructor(stepMs: number) {
    const daySteps = Math.min(MAX_DAY_STEPS, Math.max(LEAST_DAY_STEPS, Math.round(DAY_MS / stepMs)));
    const halfLife = Math.max(HALF_LIFE_DAYS * daySteps, LEAST_HALF_LIFE_STEPS);
    const tail = (steps: number) =>
      new PeakTail(Math.max(1, Math.round(daySteps / PEAKS_A_DAY / steps)), halfLife / steps);
    this.#day = new RunningMedian(daySteps);
    this.#weeks = new RunningMedian(LEVEL_DAYS * daySteps);
    this.#hours = new RunningMedian(Math.max(LEAST_LEVEL_STEPS, Math.round(daySteps / LEVELS_A_DAY)));
    this.#stretch = new UsualStretch(daySteps);
    this.#valueTail = tail(1);
    this.#courseTail = tail(this.#stretch.blockSteps);
    this.#levelTail = tail(1);
  }

  /** Judges a value by those before it, and learns it. */
  score(value: number): AnomalyScore {
    const expected = this.#day.median();
    const reach = this.#valueTail.reach(ALARMING);
    const usual = clipped(value, expected, reach);
    const surprises: readonly (readonly [AnomalySign, number])[] = [
      ["value", this.#valueTail.surprise(Number.isNaN(expected) ? 0 : Math.abs(value - expected))],
      ["course", this.#courseSurprise(usual)],
      ["level", this.#levelTail.surprise(this.#levelDistance())],
    ];
    this.#day.add(value);
    this.#hours.add(value);
    this.#weeks.add(value);
    const [sign, surprise] = surprises.reduce((most, next) => (next[1] > most[1] ? next : most));
    const heard = this.#heard(surprise);
    return { score: heard / (1 + heard), sign, expected: Number.isNaN(expected) ? null : expected, reach };
  }

  #courseSurprise(value: number): number {
    const distance = this.#stretch.distanceAfter(value);
    return distance === null ? 0 : this.#courseTail.surprise(distance);
  }

  #levelDistance(): number {
    const distance = Math.abs(this.#hours.median() - this.#weeks.median());
    return Number.isNaN(distance) ? 0 : distance;
  }

  /** What is left of a surprise when one was announced a short while ago. */
  #heard(surprise: number): number {
    const isQuiet = this.#quietSteps > 0;
    if (isQuiet) this.#quietSteps--;
    if (isQuiet && surprise <= this.#loudest * QUIET_FACTOR) {
      if (surprise >= ALARMING) this.#quietSteps = Math.max(this.#quietSteps, LINGERING_STEPS);
      return 0;
    }
    if (surprise >= ALARMING) {
      this.#quietSteps = QUIET_STEPS - 1;
      this.#loudest = surprise;
    }
    return surprise;
  }
}
