import { afterEach, beforeEach, expect, test } from "vitest";
import {
  PREDICTION_HORIZONS_MS,
  type PredictionAssessment,
  type PredictionSubject,
} from "@/lib/domain/prediction";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { createPredictionFixture, type PredictionFixture } from "./predictions.fixture";

const START_MS = Date.UTC(2026, 10, 20);
let fixture: PredictionFixture;
beforeEach(async () => {
  fixture = await createPredictionFixture(START_MS);
});
afterEach(() => fixture.close());

const subject: PredictionSubject = {
  ...{ kind: "cpu_saturation_prediction", region: "eu", service: null, objectiveId: null },
};
const said = (assessedMs: number): PredictionAssessment => ({
  ...subject,
  ...{ assessedMs, threshold: 0.8, replayed: false },
  probabilities: PREDICTION_HORIZONS_MS.map((horizonMs) => ({ horizonMs, raw: 0.5, calibrated: 0.5 })),
});

test("calibration learns from what could be told by then, whatever is decided of later", async () => {
  const { predictionAssessments } = fixture.ctx;
  await predictionAssessments.save([said(START_MS), said(START_MS + HOUR_MS)]);
  await predictionAssessments.decide(
    [START_MS, START_MS + HOUR_MS].map((assessedMs) => ({
      ...{ subject, assessedMs, threshold: 0.8, horizonMs: HOUR_MS, crossed: true },
    })),
  );
  const known = async (beforeMs: number) =>
    (await predictionAssessments.bins(beforeMs)).map(({ horizonMs, count }) => ({ horizonMs, count }));
  // A breach that begins in the horizon's last window is known once that is over.
  const firstMs = START_MS + HOUR_MS + 5 * MINUTE_MS;
  expect(await known(firstMs - 1)).toEqual([]);
  expect(await known(firstMs)).toEqual([{ horizonMs: HOUR_MS, count: 1 }]);
  expect(await known(firstMs + HOUR_MS - 1)).toEqual([{ horizonMs: HOUR_MS, count: 1 }]);
  expect(await known(firstMs + HOUR_MS)).toEqual([{ horizonMs: HOUR_MS, count: 2 }]);
});
