import type { ExponentialBuckets, HistogramPoint } from "@/lib/domain/sample";

/** A histogram's increase, or the point itself where it began anew. */
export interface HistogramIncrease {
  readonly count: number;
  readonly sum: number | null;
  /** The later point, added once, and the earlier one, taken away; null where the whole later point is the increase. */
  readonly plus: HistogramPoint;
  readonly minus: HistogramPoint | null;
}

/**
 * From one cumulative point to the next. It began anew when its start changed, its count or that of a bucket fell, or its
 * buckets no longer have the same bounds (an exponential histogram's scale may fall: its buckets still nest, so that is
 * no reset).
 */
export function histogramIncrease(
  earlier: HistogramPoint,
  later: HistogramPoint,
  restarted: boolean,
): HistogramIncrease {
  if (
    restarted ||
    later.count < earlier.count ||
    !sameBounds(earlier, later) ||
    anyBucketFell(earlier, later)
  )
    return { count: later.count, sum: later.sum, plus: later, minus: null };
  const sum = earlier.sum === null || later.sum === null ? null : later.sum - earlier.sum;
  return { count: later.count - earlier.count, sum, plus: later, minus: earlier };
}

function sameBounds(a: HistogramPoint, b: HistogramPoint): boolean {
  if (a.explicit && b.explicit)
    return (
      a.explicit.bounds.length === b.explicit.bounds.length &&
      a.explicit.bounds.every((bound, index) => bound === b.explicit!.bounds[index])
    );
  if (a.exponential && b.exponential) return true;
  return !a.explicit && !b.explicit && !a.exponential && !b.exponential; // count and sum alone
}

function anyBucketFell(earlier: HistogramPoint, later: HistogramPoint): boolean {
  if (earlier.explicit && later.explicit)
    return earlier.explicit.counts.some((count, index) => later.explicit!.counts[index]! < count);
  if (!earlier.exponential || !later.exponential) return false;
  const scale = Math.min(earlier.exponential.scale, later.exponential.scale);
  const after = countsAt(scale, later.exponential);
  return [...countsAt(scale, earlier.exponential)].some(([index, count]) => (after.get(index) ?? 0) < count);
}

/** Counts by bucket index at a coarser scale; buckets nest. The zero count is left out: its threshold may grow. */
function countsAt(scale: number, { scale: own, offset, counts }: ExponentialBuckets): Map<number, number> {
  const shrink = 2 ** (own - scale);
  const merged = new Map<number, number>();
  counts.forEach((count, position) => {
    const index = Math.floor((offset + position) / shrink);
    merged.set(index, (merged.get(index) ?? 0) + count);
  });
  return merged;
}
