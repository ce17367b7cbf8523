import { expect, test } from "vitest";
import { capacityAnswer } from "./capacity-answer";

test("before the first plan a lead time that nobody set is not configured, while the figures wait for history", () => {
  const read = { plan: null, events: [], nameOf: (code: string) => code, currency: "USD" };
  const asked = { daysAhead: 30, whatIf: null };
  const reasons = (provisioningLeadDays: number | null) =>
    new Map(
      capacityAnswer({ ...read, provisioningLeadDays }, asked).missing.map(({ field, reason }) => [
        field,
        reason,
      ]),
    );
  expect(reasons(null).get("provisioning_lead_days")).toBe("not-configured");
  expect(reasons(null).get("estimated_cost")).toBe("insufficient-history");
  expect(reasons(14).has("provisioning_lead_days")).toBe(false);
});
