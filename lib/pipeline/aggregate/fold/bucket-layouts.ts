/** The `le` series that make up one classic histogram. */
interface BucketGroup {
  /** In increasing order; null until it is asked for again after a bucket joined. */
  boundsMs: readonly number[] | null;
  readonly members: number[];
  readonly memberBoundsMs: number[];
}

/** More bounds than anybody writes down. */
const MAX_BUCKETS = 500;
const FIRST_SERIES = 1024;

/**
 * Learns which bounds each classic histogram has: its buckets arrive as series of their own, possibly in different
 * requests. Equal layouts share one array, so that cells can tell them apart by identity.
 */
export class BucketLayouts {
  private readonly groups = new Map<string, BucketGroup>();
  private readonly shared = new Map<string, readonly number[]>();
  /** By series: its histogram, and where in its bounds the series is. */
  private readonly groupOf: (BucketGroup | undefined)[] = [];
  private positionOf = new Uint16Array(FIRST_SERIES);

  /** Every series is about to join anew. */
  forgetSeries(): void {
    this.groups.clear();
    this.groupOf.length = 0;
  }

  /** Adds a bucket's series to its histogram. */
  join(series: number, group: string, boundMs: number): void {
    let known = this.groups.get(group);
    if (!known) this.groups.set(group, (known = { boundsMs: null, members: [], memberBoundsMs: [] }));
    known.members.push(series);
    known.memberBoundsMs.push(boundMs);
    known.boundsMs = null;
    while (this.groupOf.length < series) this.groupOf.push(undefined); // a hole would make a slow array
    this.groupOf[series] = known;
    if (series >= this.positionOf.length) this.growPositions(series + 1);
  }

  /** Whether a histogram has as many buckets as are taken. */
  isFull(group: string): boolean {
    return (this.groups.get(group)?.members.length ?? 0) >= MAX_BUCKETS;
  }

  boundsMs(series: number): readonly number[] {
    const group = this.groupOf[series]!;
    return group.boundsMs ?? this.layOut(group);
  }

  /** Where in `boundsMs` the series is. */
  position(series: number): number {
    this.boundsMs(series);
    return this.positionOf[series]!;
  }

  private growPositions(size: number): void {
    const bigger = new Uint16Array(Math.max(size, this.positionOf.length * 2));
    bigger.set(this.positionOf);
    this.positionOf = bigger;
  }

  private layOut(group: BucketGroup): readonly number[] {
    const boundsMs = this.share([...new Set(group.memberBoundsMs)].sort((a, b) => a - b));
    const positions = new Map(boundsMs.map((boundMs, position) => [boundMs, position]));
    for (const [index, member] of group.members.entries())
      this.positionOf[member] = positions.get(group.memberBoundsMs[index]!)!;
    return (group.boundsMs = boundsMs);
  }

  private share(boundsMs: readonly number[]): readonly number[] {
    const key = boundsMs.join(",");
    const known = this.shared.get(key);
    if (known) return known;
    this.shared.set(key, boundsMs);
    return boundsMs;
  }
}
