import { randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { ResponsePolicy, ResponsePolicySettings } from "@/lib/domain/response";
import { policySettingsSchema } from "./response-schema";

export interface ResponsePolicyStore {
  /** By name. */
  list(): Promise<ResponsePolicy[]>;
  find(id: string): Promise<ResponsePolicy | null>;
  nameTaken(name: string, exceptId: string | null): Promise<boolean>;
  create(settings: ResponsePolicySettings): Promise<ResponsePolicy>;
  /** null: it changed since `version`, or is gone. */
  update(id: string, version: number, settings: ResponsePolicySettings): Promise<ResponsePolicy | null>;
  /** False: likewise. Its runs stay. */
  remove(id: string, version: number): Promise<boolean>;
}

interface Row {
  readonly id: string;
  readonly settings: unknown;
  readonly version: number;
}

export function createResponsePolicyStore(db: Db): ResponsePolicyStore {
  return {
    list: async () => (await db.responsePolicy.findMany({ orderBy: { name: "asc" } })).map(toPolicy),
    async find(id) {
      const row = await db.responsePolicy.findUnique({ where: { id } });
      return row && toPolicy(row);
    },
    async nameTaken(name, exceptId) {
      const found = await db.responsePolicy.findUnique({ where: { name } });
      return found !== null && found.id !== exceptId;
    },
    async create(settings) {
      return toPolicy(await db.responsePolicy.create({ data: { id: randomUUID(), ...columns(settings) } }));
    },
    async update(id, version, settings) {
      const data = { ...columns(settings), version: { increment: 1 } };
      const rows = await db.responsePolicy.updateManyAndReturn({ where: { id, version }, data });
      return rows.map(toPolicy)[0] ?? null;
    },
    async remove(id, version) {
      return (await db.responsePolicy.deleteMany({ where: { id, version } })).count > 0;
    },
  };
}

function columns(settings: ResponsePolicySettings) {
  return { name: settings.name, settings: settings as unknown as Prisma.InputJsonValue };
}

/** @throws ZodError on a row that this version cannot read */
function toPolicy({ id, settings, version }: Row): ResponsePolicy {
  return { id, version, ...policySettingsSchema.parse(settings) };
}
