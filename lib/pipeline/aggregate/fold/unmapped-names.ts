import type { RequestMeta } from "./fold-policy";
import type { Label } from "@/lib/domain/sample";

/** What one unmapped name gained since the last flush. */
export interface UnmappedGain {
  readonly name: string;
  readonly reason: string;
  /** Labels of one of its series, as an example. */
  readonly labels: readonly Label[];
  readonly seriesCount: number;
  readonly samples: number;
  readonly keyId: string;
  readonly lastSeenMs: number;
}

interface Entry {
  readonly name: string;
  readonly reason: string;
  readonly labels: readonly Label[];
  seriesCount: number;
  samples: number;
  keyId: string;
  lastSeenMs: number;
}

/** Postgres stores no NUL in a text: one label would otherwise keep every flush from being stored. */
function withoutNul(text: string): string {
  return text.replaceAll("\0", "\uFFFD");
}

/** Past it names are counted together: a sender that makes names up must not fill the memory. */
const MAX_NAMES = 10_000;
const OTHER_NAMES = "(other names)";

/** Names that no rule, or no region, claims: counted and listed, never silently dropped. */
export class UnmappedNames {
  private readonly entries: Entry[] = [];
  private readonly byName = new Map<string, number>();
  private readonly touched = new Set<number>();

  /** Notes one more series; returns the index of its name. */
  addSeries(sent: readonly Label[], reason: string, keyId: string): number {
    const labels = sent.map(([name, value]): Label => [withoutNul(name), withoutNul(value)]);
    const name = labels.find(([label]) => label === "__name__")?.[1] ?? "";
    const full = this.entries.length >= MAX_NAMES && !this.byName.has(`${reason}\n${name}`);
    return full ? this.addTo(OTHER_NAMES, [], reason, keyId) : this.addTo(name, labels, reason, keyId);
  }

  private addTo(name: string, labels: readonly Label[], reason: string, keyId: string): number {
    const key = `${reason}\n${name}`;
    let index = this.byName.get(key);
    if (index === undefined) {
      index =
        this.entries.push({ name, reason, labels, seriesCount: 0, samples: 0, keyId, lastSeenMs: 0 }) - 1;
      this.byName.set(key, index);
    }
    this.entries[index]!.seriesCount++;
    return index;
  }

  /** Every series is about to be added anew. A name that then has none is gained with none: it is used now. */
  forgetSeries(): void {
    for (const [index, entry] of this.entries.entries()) {
      entry.seriesCount = 0;
      this.touched.add(index);
    }
  }

  countSamples(index: number, samples: number, meta: RequestMeta): void {
    const entry = this.entries[index]!;
    entry.samples += samples;
    entry.keyId = meta.keyId;
    entry.lastSeenMs = meta.receivedAtMs;
    this.touched.add(index);
  }

  take(): UnmappedGain[] {
    // A restored entry that nobody has sent to since is as it was stored.
    const gains = [...this.touched]
      .map((index) => ({ ...this.entries[index]! }))
      .filter(({ seriesCount, lastSeenMs }) => seriesCount === 0 || lastSeenMs > 0);
    for (const index of this.touched) this.entries[index]!.samples = 0;
    this.touched.clear();
    return gains;
  }
}
