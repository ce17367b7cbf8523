import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/lib/db/client";
import {
  WINDOW_REPEATS,
  type MaintenancePlan,
  type MaintenanceWindow,
} from "@/lib/domain/maintenance-window";

export interface MaintenanceWindowStore {
  /** By name. @throws ZodError on a row that this version cannot read */
  list(): Promise<MaintenanceWindow[]>;
  find(id: string): Promise<MaintenanceWindow | null>;
  create(plan: MaintenancePlan, createdBy: string, nowMs: number): Promise<MaintenanceWindow>;
  /** null: it changed since `version`, or is gone. */
  update(id: string, version: number, plan: MaintenancePlan): Promise<MaintenanceWindow | null>;
  /** False: it changed since `version`, or is gone. */
  remove(id: string, version: number): Promise<boolean>;
}

export function createMaintenanceWindowStore(db: Db): MaintenanceWindowStore {
  return {
    async list() {
      return (await db.maintenanceWindow.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }] })).map(
        toWindow,
      );
    },
    async find(id) {
      const row = await db.maintenanceWindow.findUnique({ where: { id } });
      return row && toWindow(row);
    },
    async create(plan, createdBy, nowMs) {
      const data = { id: randomUUID(), ...columns(plan), createdBy, createdAt: new Date(nowMs) };
      return toWindow(await db.maintenanceWindow.create({ data }));
    },
    async update(id, version, plan) {
      const data = { ...columns(plan), version: { increment: 1 } };
      const rows = await db.maintenanceWindow.updateManyAndReturn({ where: { id, version }, data });
      return rows.map(toWindow)[0] ?? null;
    },
    async remove(id, version) {
      return (await db.maintenanceWindow.deleteMany({ where: { id, version } })).count > 0;
    },
  };
}

function columns({ regions, services, labels, ...same }: MaintenancePlan) {
  return { ...same, regions: [...regions], services: [...services], labels: { ...labels } };
}

const rowSchema: z.ZodType<MaintenanceWindow> = z.object({
  id: z.string(),
  name: z.string(),
  repeat: z.enum(WINDOW_REPEATS),
  timeZone: z.string(),
  startsAt: z.string(),
  durationMinutes: z.number(),
  regions: z.array(z.string()),
  services: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  version: z.number(),
  createdBy: z.string(),
});

function toWindow(row: unknown): MaintenanceWindow {
  return rowSchema.parse(row);
}
