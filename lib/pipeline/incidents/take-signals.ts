import type { Stores } from "@/lib/context";
import {
  INCIDENT_TOPIC,
  isActive,
  type Incident,
  type IncidentSignal,
  type NewSignal,
  type SignalSource,
} from "@/lib/domain/incident";
import { isSilenced, type MaintenanceWindow } from "@/lib/domain/maintenance-window";
import { GroupCandidates } from "./group-candidates";
import { callsTo, placeSignal, type CallsTo } from "./group-signal";
import { courseOf } from "./incident-course";
import { IncidentDrafts, SYSTEM } from "./incident-drafts";
import { stepIncident } from "./incident-state";
import { SignalDrafts } from "./signal-drafts";

export interface TakenSignals {
  readonly opened: readonly Incident[];
  /** Ids of the incidents that signals joined, or that changed by one. */
  readonly touched: readonly string[];
  /** New ones that joined an incident that was there. */
  readonly joined: number;
  /** Known before, changed or not. */
  readonly known: number;
  /** Ended before they were heard of: there is nothing to do about them. */
  readonly over: number;
  /** Explained by work that is going on: they open nothing, and are taken in once it is over if they still fire. */
  readonly silenced: number;
}

const NOTHING: TakenSignals = { opened: [], touched: [], joined: 0, known: 0, over: 0, silenced: 0 };

/** What is true now is compared again by the next run; what was sent is not sent again soon. */
const SENT_SOURCES: readonly SignalSource[] = ["alertmanager", "grafana"];

/**
 * Takes what sources say into incidents, in the caller's transaction: what is known is updated, what is new joins the incident
 * of its cause or opens one. Safe to repeat; concurrent callers wait for each other. Reads and writes a storm as a whole.
 */
export async function takeSignals(
  tx: Stores,
  signals: readonly NewSignal[],
  nowMs: number,
): Promise<TakenSignals> {
  if (signals.length === 0) return NOTHING;
  await tx.incidents.lockGrouping();
  const calls = callsTo(await tx.catalog.services());
  const taking = new Taking(tx, nowMs, calls, await tx.maintenanceWindows.list());
  await taking.read(signals);
  for (const signal of [...signals].sort((a, b) => a.startedMs - b.startedMs)) await taking.take(signal);
  await taking.keepSilenced(signals);
  return taking.settle();
}

class Taking {
  private readonly signals: SignalDrafts;
  private readonly incidents: IncidentDrafts;
  private readonly candidates: GroupCandidates;
  private readonly opened = new Set<string>();
  private readonly touched = new Set<string>();
  private joined = 0;
  private knownCount = 0;
  private over = 0;
  private readonly silenced: NewSignal[] = [];

  constructor(
    private readonly tx: Stores,
    private readonly nowMs: number,
    private readonly calls: CallsTo,
    private readonly windows: readonly MaintenanceWindow[],
  ) {
    this.signals = new SignalDrafts(tx, nowMs);
    this.incidents = new IncidentDrafts(tx, nowMs);
    this.candidates = new GroupCandidates(tx, this.incidents);
  }

  async read(signals: readonly NewSignal[]): Promise<void> {
    await this.signals.read(signals);
    if (signals.some((signal) => this.signals.known(signal) === null)) await this.candidates.read();
  }

  async take(signal: NewSignal): Promise<void> {
    const known = this.signals.known(signal);
    const begins = signal.endedMs === null && (known === null || known.endedMs !== null);
    if (begins && isSilenced(signal, this.windows, this.nowMs)) return void this.silenced.push(signal);
    if (known) return this.update(known, signal);
    if (signal.endedMs !== null) return void this.over++;
    const there = (await this.refired(signal)) ?? (await this.placed(signal));
    if (there) this.joined++;
    const incident = there ?? (await this.open(signal));
    this.signals.add(incident.id, signal);
    this.candidates.join(incident, signal);
    this.touched.add(incident.id);
  }

  /** Of what was sent, the newest word counts. */
  async keepSilenced(signals: readonly NewSignal[]): Promise<void> {
    const isSent = ({ source }: NewSignal) => SENT_SOURCES.includes(source);
    await this.tx.silencedSignals.replace(signals.filter(isSent), this.silenced.filter(isSent), this.nowMs);
  }

  /** Severity, impact and quiet of all that changed follow from their signals. */
  async settle(): Promise<TakenSignals> {
    const touched = [...this.touched];
    await this.signals.write();
    await this.incidents.write();
    const now = new Map((await this.tx.incidents.findAll(touched)).map((each) => [each.id, each]));
    const opened: Incident[] = [];
    for (const summary of await this.tx.incidentSignals.summaries(touched)) {
      const before = now.get(summary.incidentId);
      if (!before) continue;
      const change = courseOf(before, summary);
      const hasChange = Object.keys(change).length > 0;
      const after = hasChange ? await this.tx.incidents.change(before.id, change, this.nowMs) : before;
      if (this.opened.has(after.id)) opened.push(after);
    }
    if (touched.length > 0) await this.tx.jobs.notify(INCIDENT_TOPIC);
    const { joined, knownCount: known, over } = this;
    return { opened, touched, joined, known, over, silenced: this.silenced.length };
  }

  private async update(known: IncidentSignal, signal: NewSignal): Promise<void> {
    this.knownCount++;
    const { title, description, severity, endedMs } = signal;
    const isSame =
      known.title === title &&
      known.description === description &&
      known.severity === severity &&
      known.endedMs === endedMs;
    if (isSame) return;
    this.signals.update(known, { title, description, severity, endedMs });
    this.touched.add(known.incidentId);
    if (endedMs !== null && known.endedMs === null)
      this.incidents.tell(known.incidentId, "signal-ended", title, endedMs);
    if (endedMs === null && known.endedMs !== null) await this.wake(known.incidentId, signal);
  }

  /** What fires again soon is not new, as long as nobody has said that it is over. */
  private async refired(signal: NewSignal): Promise<Incident | null> {
    const last = this.signals.lastEnded(signal);
    if (last === null) return null;
    const incident = await this.incidents.find(last.incidentId);
    if (incident === null || incident.mergedIntoId !== null) return null;
    if (!isActive(incident) && incident.resolvedBy !== SYSTEM) return null;
    await this.wake(incident.id, signal);
    return incident;
  }

  private async placed(signal: NewSignal): Promise<Incident | null> {
    const placement = placeSignal(signal, this.candidates.all(), this.calls);
    if (placement.kind === "new") return null;
    const { incidentId, isCause, merged } = placement;
    for (const id of merged) await this.merge(id, incidentId);
    const incident = await this.incidents.find(incidentId);
    if (incident === null) return null;
    if (isCause) this.incidents.change(incident, causeOf(incident, signal));
    await this.wake(incidentId, signal);
    return incident;
  }

  private async open(signal: NewSignal): Promise<Incident> {
    const incident = await this.incidents.create(signal);
    this.opened.add(incident.id);
    this.incidents.tell(incident.id, "opened", signal.title, signal.startedMs);
    return incident;
  }

  private async merge(id: string, intoId: string): Promise<void> {
    const into = await this.incidents.find(intoId);
    const part = await this.incidents.find(id);
    if (into === null || part === null) return;
    await this.signals.move(id, intoId);
    this.candidates.merge(id, intoId);
    const end = { status: "resolved", resolvedMs: this.nowMs, resolvedBy: SYSTEM } as const;
    const resolution = `Part of incident ${into.number}.`;
    this.incidents.change(part, { ...end, resolution, mergedIntoId: intoId, quietSinceMs: null });
    this.incidents.tell(id, "merged", resolution, this.nowMs);
    const joining = `Incident ${part.number} is a part of this one: ${part.title}`;
    this.incidents.tell(intoId, "merged", joining, this.nowMs);
    this.touched.add(intoId);
    this.touched.delete(id);
    this.opened.delete(id);
  }

  private async wake(incidentId: string, signal: NewSignal): Promise<void> {
    const incident = await this.incidents.find(incidentId);
    const step = incident && stepIncident(incident.status, { kind: "signal" });
    if (incident && step?.kind === "to") {
      const over = { resolvedMs: null, resolvedBy: null, resolution: null };
      this.incidents.change(incident, { status: step.status, ...over });
      if (!isActive(incident)) {
        await this.candidates.wake(incident);
        this.incidents.tell(incidentId, "reopened", `It fires again: ${signal.title}`, signal.startedMs);
      }
    }
    this.incidents.tell(incidentId, "signal", signal.title, signal.startedMs);
  }
}

/** What everything else waits for is what the incident is about. */
function causeOf(incident: Incident, { title, region, service }: NewSignal) {
  return { region, service, ...(incident.pinned.includes("title") ? {} : { title }) };
}
