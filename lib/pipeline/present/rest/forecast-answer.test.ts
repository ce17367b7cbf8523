import { expect, test } from "vitest";
import type { Forecast } from "@/lib/domain/forecast";
import { forecastAnswer } from "./forecast-answer";

const MIDNIGHT_MS = Date.UTC(2026, 10, 26);
const OF_EU = { metric: "cpu", region: "eu", service: null, step: "1h" } as const;
const forecast: Forecast = {
  ...{ ...OF_EU, asOfMs: MIDNIGHT_MS, historyFromMs: MIDNIGHT_MS, demo: false, replayed: true },
  outcome: { kind: "insufficient-history", haveSteps: 3, needSteps: 12 },
};

test("a forecast of history is not told as one that was made in time", () => {
  expect(forecastAnswer(OF_EU, forecast)).toMatchObject({ asOfMs: MIDNIGHT_MS, data: { replayed: true } });
  expect(forecastAnswer(OF_EU, { ...forecast, replayed: false }).data.replayed).toBe(false);
  expect(forecastAnswer(OF_EU, null)).toMatchObject({ asOfMs: null, data: { replayed: false } });
});
