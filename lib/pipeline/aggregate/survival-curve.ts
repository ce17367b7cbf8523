import type { BucketShares, Distribution } from "./bucket-shares";

interface Node {
  readonly x: number;
  readonly y: number;
}

/**
 * A smooth curve through the edges themselves: −ln of the survival over ln of ms by monotone cubics, so that the ends are
 * Pareto tails. Slopes are of the parabola through three edges, limited as Hyman has it (SIAM J. Sci. Stat. Comput. 4,
 * 1983). null with fewer than two edges inside the distribution.
 */
export function survivalCurve({ logEdges, shares }: BucketShares): Distribution | null {
  const nodes: Node[] = [];
  let below = 0;
  logEdges.forEach((x, index) => {
    below += shares[index]!;
    const isStart = below <= 0 && shares[index + 1]! > 0;
    if (isStart || (below > 0 && below < 1)) nodes.push({ x, y: -Math.log(1 - below) });
  });
  if (nodes.length < 2) return null;
  const slopes = limitedSlopes(nodes);
  return { shareBelow: (ms) => 1 - Math.exp(-heightAt(nodes, slopes, Math.log(ms))) };
}

function limitedSlopes(nodes: readonly Node[]): number[] {
  const last = nodes.length - 1;
  const widths = nodes.slice(1).map(({ x }, i) => x - nodes[i]!.x);
  const chords = nodes.slice(1).map(({ y }, i) => (y - nodes[i]!.y) / widths[i]!);
  const slopes = nodes.map((_, i) => {
    if (i === 0 || i === last) return 0;
    const parabola =
      (widths[i]! * chords[i - 1]! + widths[i - 1]! * chords[i]!) / (widths[i]! + widths[i - 1]!);
    return Math.min(parabola, 3 * Math.min(chords[i - 1]!, chords[i]!));
  });
  const atEnd = (chord: number, inner: number) => Math.max(0, Math.min(2 * chord - inner, 3 * chord));
  slopes[0] = last === 1 ? chords[0]! : atEnd(chords[0]!, slopes[1]!);
  slopes[last] = last === 1 ? chords[0]! : atEnd(chords[last - 1]!, slopes[last - 1]!);
  return slopes;
}

function heightAt(nodes: readonly Node[], slopes: readonly number[], x: number): number {
  const last = nodes.length - 1;
  if (x <= nodes[0]!.x) return Math.max(0, nodes[0]!.y + slopes[0]! * (x - nodes[0]!.x));
  if (x >= nodes[last]!.x) return nodes[last]!.y + slopes[last]! * (x - nodes[last]!.x);
  const i = nodes.findIndex((node) => node.x > x) - 1;
  const [from, to] = [nodes[i]!, nodes[i + 1]!];
  const width = to.x - from.x;
  const t = (x - from.x) / width;
  return (
    from.y * (1 + 2 * t) * (1 - t) ** 2 +
    to.y * t * t * (3 - 2 * t) +
    width * t * (1 - t) * (slopes[i]! * (1 - t) - slopes[i + 1]! * t)
  );
}
