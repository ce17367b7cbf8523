import { expect, test } from "vitest";
import type { MaintenanceWindowContract } from "@/lib/contracts/maintenance-window";
import { whatWords, whenWords } from "./maintenance-words";

const window = (of: Partial<MaintenanceWindowContract>): MaintenanceWindowContract => ({
  ...{
    id: "w",
    name: "Patching",
    repeat: "weekly",
    time_zone: "Europe/Dublin",
    starts_at: "2026-12-06T02:30",
  },
  ...{ duration_minutes: 90, regions: [], services: [], labels: {}, next: [], open: false },
  ...{ created_by: "user:ana", etag: 'W/"v1"', ...of },
});
const nameOf = (code: string) => (code === "eu" ? "Ireland" : code);

test.each<[Partial<MaintenanceWindowContract>, string]>([
  [{}, "Every week on Sunday at 02:30 for 1.5 h, Europe/Dublin"],
  [{ repeat: "daily", duration_minutes: 30 }, "Every day at 02:30 for 30 min, Europe/Dublin"],
  [{ repeat: "once", duration_minutes: 2_880 }, "Once on 2026-12-06 at 02:30 for 2 d, Europe/Dublin"],
])("when: %o", (of, words) => expect(whenWords(window(of))).toBe(words));

test.each<[Partial<MaintenanceWindowContract>, string]>([
  [{}, "everything"],
  [{ services: ["cart", "shop"] }, "cart, shop"],
  [{ regions: ["eu", "us"] }, "everything in Ireland, us"],
  [{ labels: { team: "a", env: "b" } }, "everything with team=a, env=b"],
  [{ services: ["cart"], regions: ["eu"], labels: { team: "a" } }, "cart in Ireland with team=a"],
])("what: %o", (of, words) => expect(whatWords(window(of), nameOf)).toBe(words));
