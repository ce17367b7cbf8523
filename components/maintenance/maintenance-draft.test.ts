import { expect, test } from "vitest";
import type { MaintenanceWindowContract } from "@/lib/contracts/maintenance-window";
import { bodyOfWindow, bodyOfWindowDraft, draftOfWindow } from "./maintenance-draft";

const WINDOW: MaintenanceWindowContract = {
  ...{
    id: "w",
    name: "Patching",
    repeat: "weekly",
    time_zone: "Europe/Dublin",
    starts_at: "2026-12-06T02:30",
  },
  ...{ duration_minutes: 90, regions: ["eu"], services: ["cart"], labels: { team: "a=b", env: "prod" } },
  ...{ next: [], open: false, created_by: "user:ana", etag: 'W/"v1"' },
};
const draft = draftOfWindow(WINDOW, "UTC");

test("a window that is opened and saved is what it was", () => {
  expect(bodyOfWindowDraft(draft)).toEqual({ body: bodyOfWindow(WINDOW), problems: null });
});

test("a new one is proposed in the zone that is looked at", () => {
  expect(draftOfWindow(null, "Asia/Tokyo")).toMatchObject({ time_zone: "Asia/Tokyo", repeat: "once" });
});

test.each([
  [{ name: "" }, "name"],
  [{ starts_at: "" }, "starts_at"],
  [{ duration_minutes: "" }, "duration_minutes"],
  [{ duration_minutes: "an hour" }, "duration_minutes"],
  [{ repeat: "daily" as const, duration_minutes: "1400" }, "duration_minutes"],
  [{ time_zone: "Nowhere/Land" }, "time_zone"],
  [{ labels: "team" }, "labels"],
  [{ labels: "=x" }, "labels"],
])("what is wrong is named: %o", (of, field) => {
  const { body, problems } = bodyOfWindowDraft({ ...draft, ...of });
  expect(body).toBeNull();
  expect(Object.keys(problems!)).toEqual([field]);
});
