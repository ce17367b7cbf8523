import type { Stores } from "@/lib/context";
import { isPlaced, type Incident, type NewSignal } from "@/lib/domain/incident";
import type { GroupCandidate } from "./group-signal";
import type { IncidentDrafts } from "./incident-drafts";

/** The active incidents as grouping sees them, kept up with what joins them. */
export class GroupCandidates {
  private readonly byId = new Map<string, GroupCandidate>();
  private isRead = false;

  constructor(
    private readonly tx: Stores,
    private readonly incidents: IncidentDrafts,
  ) {}

  /** Before anything of the incidents is changed. */
  async read(): Promise<void> {
    if (this.isRead) return;
    this.isRead = true;
    const active = new Map((await this.incidents.readActive()).map((each) => [each.id, each]));
    for (const summary of await this.tx.incidentSignals.summaries()) {
      const incident = active.get(summary.incidentId);
      if (incident) this.byId.set(incident.id, candidateOf(incident, summary));
    }
  }

  all(): readonly GroupCandidate[] {
    return [...this.byId.values()];
  }

  /** One that was over and is active again. */
  async wake(incident: Incident): Promise<void> {
    if (this.byId.has(incident.id)) return;
    const [summary] = await this.tx.incidentSignals.summaries([incident.id]);
    if (summary) this.byId.set(incident.id, candidateOf(incident, summary));
  }

  join(incident: Incident, signal: NewSignal): void {
    const { startedMs, region, service, groupKey } = signal;
    const own = { firstMs: startedMs, newestMs: startedMs, places: [], groupKeys: [] };
    const before = this.byId.get(incident.id) ?? candidateOf(incident, own);
    const hasPlace = before.places.some((place) => place.region === region && place.service === service);
    const hasGroup = groupKey === null || before.groupKeys.includes(groupKey);
    this.byId.set(incident.id, {
      ...before,
      firstMs: Math.min(before.firstMs, startedMs),
      newestMs: Math.max(before.newestMs, startedMs),
      places: hasPlace || !isPlaced(signal) ? before.places : [...before.places, { region, service }],
      groupKeys: hasGroup ? before.groupKeys : [...before.groupKeys, groupKey],
    });
  }

  merge(id: string, intoId: string): void {
    const [part, into] = [this.byId.get(id), this.byId.get(intoId)];
    this.byId.delete(id);
    if (!part || !into) return;
    this.byId.set(intoId, {
      ...into,
      firstMs: Math.min(part.firstMs, into.firstMs),
      newestMs: Math.max(part.newestMs, into.newestMs),
      places: [...into.places, ...part.places],
      groupKeys: [...into.groupKeys, ...part.groupKeys],
    });
  }
}

function candidateOf(
  { id, detectedMs }: Incident,
  { firstMs, newestMs, places, groupKeys }: Omit<GroupCandidate, "id" | "detectedMs">,
): GroupCandidate {
  return { id, detectedMs, firstMs, newestMs, places, groupKeys };
}
