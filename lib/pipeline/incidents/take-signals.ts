import type { Stores } from "@/lib/context";
import {
  INCIDENT_TOPIC,
  isActive,
  REFIRE_WITHIN_MS,
  type Incident,
  type IncidentSignal,
  type NewSignal,
  type SignalSource,
} from "@/lib/domain/incident";
import { courseOf } from "./incident-course";
import { stepIncident } from "./incident-state";
import { newIncident } from "./new-incident";
import { callsTo, placeSignal, type CallsTo, type GroupCandidate } from "./group-signal";

export interface TakenSignals {
  readonly opened: readonly Incident[];
  /** Ids of the incidents that signals joined, or that changed by one. */
  readonly touched: readonly string[];
  /** Ended before they were heard of: there is nothing to do about them. */
  readonly over: number;
}

/** Who says so, as the timeline has it. */
export const SYSTEM = "system";

/**
 * Takes what sources say into incidents, in the caller's transaction: what is known is updated, what is new joins the incident
 * of its cause or opens one. Safe to repeat; concurrent callers wait for each other.
 */
export async function takeSignals(
  tx: Stores,
  signals: readonly NewSignal[],
  nowMs: number,
): Promise<TakenSignals> {
  if (signals.length === 0) return { opened: [], touched: [], over: 0 };
  await tx.incidents.lockGrouping();
  const taking = new Taking(tx, nowMs, callsTo(await tx.catalog.services()));
  await taking.readKnown(signals);
  for (const signal of [...signals].sort((a, b) => a.startedMs - b.startedMs)) await taking.take(signal);
  return taking.settle();
}

class Taking {
  private readonly known = new Map<string, IncidentSignal>();
  private candidates: GroupCandidate[] | null = null;
  private readonly opened = new Set<string>();
  private readonly touched = new Set<string>();
  private over = 0;

  constructor(
    private readonly tx: Stores,
    private readonly nowMs: number,
    private readonly calls: CallsTo,
  ) {}

  async readKnown(signals: readonly NewSignal[]): Promise<void> {
    const keys = new Map<SignalSource, string[]>();
    for (const { source, key } of signals) keys.set(source, [...(keys.get(source) ?? []), key]);
    for (const [source, of] of keys)
      for (const each of await this.tx.incidentSignals.byKeys(source, of)) this.known.set(keyOf(each), each);
  }

  async take(signal: NewSignal): Promise<void> {
    const known = this.known.get(keyOf(signal));
    if (known) return this.update(known, signal);
    if (signal.endedMs !== null) return void this.over++;
    const incident = (await this.refired(signal)) ?? (await this.placed(signal)) ?? (await this.open(signal));
    this.known.set(keyOf(signal), await this.tx.incidentSignals.add(incident.id, signal, this.nowMs));
    this.touched.add(incident.id);
    this.candidates = null;
  }

  /** Severity, impact and quiet of all that changed follow from their signals. */
  async settle(): Promise<TakenSignals> {
    const summaries = await this.tx.incidentSignals.summaries([...this.touched]);
    const opened: Incident[] = [];
    for (const summary of summaries) {
      const before = await this.tx.incidents.find(summary.incidentId);
      if (before === null) continue;
      const change = courseOf(before, summary);
      const after =
        Object.keys(change).length > 0
          ? await this.tx.incidents.change(before.id, change, this.nowMs)
          : before;
      if (this.opened.has(after.id)) opened.push(after);
    }
    if (this.touched.size > 0) await this.tx.jobs.notify(INCIDENT_TOPIC);
    return { opened, touched: [...this.touched], over: this.over };
  }

  private async update(known: IncidentSignal, signal: NewSignal): Promise<void> {
    const { title, description, severity, endedMs } = signal;
    const isSame =
      known.title === title &&
      known.description === description &&
      known.severity === severity &&
      known.endedMs === endedMs;
    if (isSame) return;
    await this.tx.incidentSignals.update(known.id, { title, description, severity, endedMs });
    this.known.set(keyOf(signal), { ...known, title, description, severity, endedMs });
    this.touched.add(known.incidentId);
    if (endedMs !== null && known.endedMs === null)
      await this.tell(known.incidentId, "signal-ended", title, endedMs);
    if (endedMs === null && known.endedMs !== null) await this.wake(known.incidentId, signal);
  }

  /** What fires again soon is not new, as long as nobody has said that it is over. */
  private async refired(signal: NewSignal): Promise<Incident | null> {
    const last = await this.tx.incidentSignals.lastOfSubject(signal.source, signal.subject);
    if (last === null || signal.startedMs - (last.endedMs ?? 0) > REFIRE_WITHIN_MS) return null;
    const incident = await this.tx.incidents.find(last.incidentId);
    if (incident === null || incident.mergedIntoId !== null) return null;
    if (!isActive(incident) && incident.resolvedBy !== SYSTEM) return null;
    await this.wake(incident.id, signal);
    return incident;
  }

  private async placed(signal: NewSignal): Promise<Incident | null> {
    this.candidates ??= await this.readCandidates();
    const placement = placeSignal(signal, this.candidates, this.calls);
    if (placement.kind === "new") return null;
    const { incidentId, isCause, merged } = placement;
    for (const id of merged) await this.merge(id, incidentId);
    const incident = await this.tx.incidents.find(incidentId);
    if (incident === null) return null;
    if (isCause) await this.tx.incidents.change(incidentId, causeOf(incident, signal), this.nowMs);
    await this.wake(incidentId, signal);
    return incident;
  }

  private async open(signal: NewSignal): Promise<Incident> {
    const incident = await this.tx.incidents.create(newIncident(signal, this.nowMs));
    this.opened.add(incident.id);
    await this.tell(incident.id, "opened", signal.title, signal.startedMs);
    return incident;
  }

  private async merge(id: string, intoId: string): Promise<void> {
    const into = await this.tx.incidents.find(intoId);
    const part = await this.tx.incidents.find(id);
    if (into === null || part === null) return;
    await this.tx.incidentSignals.move(id, intoId);
    const end = { status: "resolved", resolvedMs: this.nowMs, resolvedBy: SYSTEM } as const;
    const resolution = `Part of incident ${into.number}.`;
    const merged = { ...end, resolution, mergedIntoId: intoId, quietSinceMs: null };
    await this.tx.incidents.change(id, merged, this.nowMs);
    await this.tell(id, "merged", resolution, this.nowMs);
    await this.tell(
      intoId,
      "merged",
      `Incident ${part.number} is a part of this one: ${part.title}`,
      this.nowMs,
    );
    this.touched.add(intoId);
    this.opened.delete(id);
  }

  private async wake(incidentId: string, signal: NewSignal): Promise<void> {
    const incident = await this.tx.incidents.find(incidentId);
    const step = incident && stepIncident(incident.status, { kind: "signal" });
    if (incident && step?.kind === "to") {
      const over = { resolvedMs: null, resolvedBy: null, resolution: null };
      await this.tx.incidents.change(incidentId, { status: step.status, ...over }, this.nowMs);
      if (!isActive(incident))
        await this.tell(incidentId, "reopened", `It fires again: ${signal.title}`, signal.startedMs);
    }
    await this.tell(incidentId, "signal", signal.title, signal.startedMs);
  }

  private async readCandidates(): Promise<GroupCandidate[]> {
    const active = new Map((await this.tx.incidents.active()).map((each) => [each.id, each]));
    return (await this.tx.incidentSignals.summaries()).flatMap((summary) => {
      const incident = active.get(summary.incidentId);
      return incident ? [{ ...summary, id: incident.id, detectedMs: incident.detectedMs }] : [];
    });
  }

  private async tell(
    incidentId: string,
    kind: "opened" | "signal" | "signal-ended" | "merged" | "reopened",
    text: string,
    atMs: number,
  ): Promise<void> {
    await this.tx.incidentEvents.append({
      incidentId,
      kind,
      text,
      atMs,
      recordedMs: this.nowMs,
      actor: SYSTEM,
    });
  }
}

function keyOf({ source, key }: Pick<NewSignal, "source" | "key">): string {
  return `${source}/${key}`;
}

/** What everything else waits for is what the incident is about. */
function causeOf(incident: Incident, { title, region, service }: NewSignal) {
  return { region, service, ...(incident.pinned.includes("title") ? {} : { title }) };
}
