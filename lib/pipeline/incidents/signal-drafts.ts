import { randomUUID } from "node:crypto";
import type { Stores } from "@/lib/context";
import {
  REFIRE_WITHIN_MS,
  type IncidentSignal,
  type NewSignal,
  type SignalSource,
} from "@/lib/domain/incident";

type Said = Pick<NewSignal, "title" | "description" | "severity" | "endedMs">;

/** Signals while they are taken in: what is known of them is read at once, and what is new of them is written at once at the end. */
export class SignalDrafts {
  private readonly byKey = new Map<string, IncidentSignal>();
  /** Of each subject those that ended lately. */
  private readonly bySubject = new Map<string, Map<string, IncidentSignal>>();
  private readonly added = new Set<string>();
  private readonly changed = new Set<string>();

  constructor(
    private readonly tx: Stores,
    private readonly nowMs: number,
  ) {}

  async read(signals: readonly NewSignal[]): Promise<void> {
    const bySource = new Map<SignalSource, NewSignal[]>();
    for (const signal of signals) {
      const all = bySource.get(signal.source) ?? [];
      bySource.set(signal.source, all);
      all.push(signal);
    }
    for (const [source, all] of bySource) {
      const { incidentSignals } = this.tx;
      const keys = all.map(({ key }) => key);
      for (const known of await incidentSignals.byKeys(source, keys)) this.byKey.set(keyOf(known), known);
      const subjects = [...new Set(all.map(({ subject }) => subject))];
      const sinceMs = all.reduce((first, { startedMs }) => Math.min(first, startedMs), Infinity);
      const ended = await incidentSignals.endedSince(source, subjects, sinceMs - REFIRE_WITHIN_MS);
      for (const each of ended) this.ofSubject(each).set(keyOf(each), each);
    }
  }

  known(signal: NewSignal): IncidentSignal | null {
    return this.byKey.get(keyOf(signal)) ?? null;
  }

  /** The newest that ended, of the same thing, and not too long before it. */
  lastEnded(signal: NewSignal): IncidentSignal | null {
    const ended = [...this.ofSubject(signal).values()].filter(({ endedMs }) => endedMs !== null);
    const last = ended.reduce<IncidentSignal | null>(
      (newest, each) => (newest === null || each.endedMs! > newest.endedMs! ? each : newest),
      null,
    );
    return last !== null && signal.startedMs - last.endedMs! <= REFIRE_WITHIN_MS ? last : null;
  }

  add(incidentId: string, signal: NewSignal): void {
    this.keep({ ...signal, id: randomUUID(), incidentId, recordedMs: this.nowMs });
    this.added.add(keyOf(signal));
  }

  update(known: IncidentSignal, said: Said): void {
    this.keep({ ...known, ...said });
    if (!this.added.has(keyOf(known))) this.changed.add(keyOf(known));
  }

  /** Gives one incident's signals to another: those that are stored at once, as the others of them are read by it. */
  async move(fromId: string, toId: string): Promise<void> {
    await this.tx.incidentSignals.move(fromId, toId);
    const all = [...this.byKey.values(), ...[...this.bySubject.values()].flatMap((of) => [...of.values()])];
    for (const signal of all)
      if (signal.incidentId === fromId)
        this.keep({ ...signal, incidentId: toId }, this.byKey.has(keyOf(signal)));
  }

  async write(): Promise<void> {
    const of = (keys: ReadonlySet<string>) => [...keys].map((key) => this.byKey.get(key)!);
    await this.tx.incidentSignals.add(of(this.added));
    await this.tx.incidentSignals.update(of(this.changed));
  }

  private keep(signal: IncidentSignal, asKnown = true): void {
    if (asKnown) this.byKey.set(keyOf(signal), signal);
    this.ofSubject(signal).set(keyOf(signal), signal);
  }

  private ofSubject({ source, subject }: Pick<NewSignal, "source" | "subject">): Map<string, IncidentSignal> {
    const name = `${source}/${subject}`;
    const found = this.bySubject.get(name) ?? new Map<string, IncidentSignal>();
    this.bySubject.set(name, found);
    return found;
  }
}

function keyOf({ source, key }: Pick<NewSignal, "source" | "key">): string {
  return `${source}/${key}`;
}
