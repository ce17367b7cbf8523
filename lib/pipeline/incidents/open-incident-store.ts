import { z } from "zod";
import type { Db } from "@/lib/db/client";
import { INCIDENT_CATEGORIES, INCIDENT_SEVERITIES, PINNABLE, SIGNAL_SOURCES } from "@/lib/domain/incident";
import type { IncidentPart, OpenIncident } from "@/lib/domain/open-incident";

export interface ReadableIncidents {
  readonly incidents: readonly OpenIncident[];
  /** The ids of those that this version cannot read. */
  readonly unreadable: readonly string[];
}

export interface OpenIncidentStore {
  /** What is not resolved, newest first. One that is damaged, or has a signal that is, is left out and named. */
  now(): Promise<ReadableIncidents>;
}

/** Open incidents as the figures of a cycle need them, whatever the number of their signals. */
export function createOpenIncidentStore(db: Db): OpenIncidentStore {
  return {
    async now() {
      const rows = await db.$queryRawUnsafe<IncidentRow[]>(
        `select * from incident where status <> 'resolved' order by "detectedMs" desc, id desc`,
      );
      const parts = rows.length === 0 ? [] : await db.$queryRawUnsafe<IncidentRow[]>(PARTS);
      return readable(rows, parts);
    },
  };
}

interface IncidentRow {
  readonly id: string;
  readonly incidentId: string;
}

const RANKS = INCIDENT_SEVERITIES.map((severity, rank) => `when '${severity}' then ${rank}`).join(" ");
/** A severity that is not known is none of them, and so cannot be read. */
const PARTS = `select s."incidentId", s.source, s.region, s.service, s."endedMs" is null as firing,
    case when s.source = 'prediction' then s.subject end as subject,
    case when bool_and(s.severity in (${INCIDENT_SEVERITIES.map((name) => `'${name}'`).join(", ")}))
      then min(case s.severity ${RANKS} end) end as severity
  from incident_signal s join incident i on i.id = s."incidentId"
  where i.status <> 'resolved'
  group by 1, 2, 3, 4, 5, 6`;

const time = z.bigint().transform(Number);
const incidentSchema: z.ZodType<Omit<OpenIncident, "parts">> = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  severity: z.enum(INCIDENT_SEVERITIES),
  category: z.enum(INCIDENT_CATEGORIES),
  pinned: z.array(z.enum(PINNABLE)),
  region: z.string().nullable(),
  service: z.string().nullable(),
  impactStartMs: time.nullable(),
  impactEndMs: time.nullable(),
  acknowledgedBy: z.string().nullable(),
  assigneeName: z.string().nullable(),
  demo: z.boolean(),
});
const partSchema: z.ZodType<IncidentPart> = z.object({
  source: z.enum(SIGNAL_SOURCES),
  region: z.string().nullable(),
  service: z.string().nullable(),
  subject: z.string().nullable(),
  firing: z.boolean(),
  severity: z
    .int()
    .min(0)
    .transform((rank) => INCIDENT_SEVERITIES[rank]!),
});

function readable(rows: readonly IncidentRow[], parts: readonly IncidentRow[]): ReadableIncidents {
  const incidents: OpenIncident[] = [];
  const unreadable: string[] = [];
  for (const row of rows) {
    const incident = incidentSchema.safeParse(row);
    const own = z.array(partSchema).safeParse(parts.filter(({ incidentId }) => incidentId === row.id));
    if (incident.success && own.success) incidents.push({ ...incident.data, parts: own.data });
    else unreadable.push(row.id);
  }
  return { incidents, unreadable };
}
