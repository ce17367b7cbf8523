import { expect, test } from "vitest";
import type { IncidentContract } from "@/lib/contracts/incident";
import { incidentsHeadline, nothingReason } from "./incident-headline";

const nameOf = (code: string) => code.toUpperCase();
const incident = (title: string, high: number | null) =>
  ({
    ...{ id: title, title, severity: "high", created_at: "2026-11-28T10:00:00Z" },
    ...{ affected_regions: ["eu"], affected_services: [], money_at_risk_per_minute_high: high },
  }) as unknown as IncidentContract;

test("the dearest one is named", () => {
  const at = { status: "critical", nameOf } as const;
  expect(incidentsHeadline([incident("Slow", null)], at)).toBe("1 incident is active: Slow, EU.");
  expect(incidentsHeadline([incident("Slow", 1), incident("Errors in EU", 2)], at)).toBe(
    "2 incidents are active; most at risk: Errors in EU.",
  );
});

test("that none is active is good news only where something is watched", () => {
  expect(incidentsHeadline([], { status: "healthy", nameOf })).toBe("No incident is active.");
  expect(incidentsHeadline([], { status: "unknown", nameOf })).toMatch(/not known/);
  expect(nothingReason("unknown")).toMatch(/No telemetry/);
  expect(nothingReason("healthy")).toMatch(/Every source reports/);
});
