import { randomUUID } from "node:crypto";
import type { Stores } from "@/lib/context";
import type { Incident, IncidentEvent, NewSignal } from "@/lib/domain/incident";
import type { NoticeEvent } from "@/lib/domain/notification";
import { addNotifyJob } from "./add-notify-job";
import type { IncidentChange } from "./incident-store";
import { newIncident } from "./new-incident";

/** Who says so, as the timeline has it. */
export const SYSTEM = "system";

/** Incidents while signals are taken in: each is read once, and what changes of it is written at once at the end. */
export class IncidentDrafts {
  private readonly known = new Map<string, Incident | null>();
  private readonly changes = new Map<string, IncidentChange>();
  private readonly events: Omit<IncidentEvent, "id">[] = [];

  constructor(
    private readonly tx: Stores,
    private readonly nowMs: number,
  ) {}

  async readActive(): Promise<readonly Incident[]> {
    const active = await this.tx.incidents.active();
    for (const incident of active) if (!this.known.has(incident.id)) this.known.set(incident.id, incident);
    return active;
  }

  /** As it will be. */
  async find(id: string): Promise<Incident | null> {
    if (!this.known.has(id)) this.known.set(id, await this.tx.incidents.find(id));
    return this.known.get(id)!;
  }

  async create(signal: NewSignal): Promise<Incident> {
    const incident = await this.tx.incidents.create(newIncident(signal, this.nowMs));
    this.known.set(incident.id, incident);
    return incident;
  }

  change(incident: Incident, change: IncidentChange): void {
    this.known.set(incident.id, { ...incident, ...change });
    this.changes.set(incident.id, { ...this.changes.get(incident.id), ...change });
  }

  tell(incidentId: string, kind: IncidentEvent["kind"], text: string, atMs: number): void {
    this.events.push({ incidentId, kind, text, atMs, recordedMs: this.nowMs, actor: SYSTEM });
  }

  async write(): Promise<void> {
    for (const [id, change] of this.changes) await this.tx.incidents.change(id, change, this.nowMs);
    await this.tx.incidentEvents.appendAll(this.events);
    for (const { incidentId, kind } of this.events) {
      const event = this.noticeOf(incidentId, kind);
      if (event !== null) await addNotifyJob(this.tx, { incidentId, event, eventId: randomUUID() });
    }
  }

  /** What turned out to be a part of another one is over for whoever heard of it. */
  private noticeOf(incidentId: string, kind: IncidentEvent["kind"]): NoticeEvent | null {
    if (kind === "opened" || kind === "reopened") return kind;
    const isPart = (this.known.get(incidentId)?.mergedIntoId ?? null) !== null;
    return kind === "merged" && isPart ? "resolved" : null;
  }
}
