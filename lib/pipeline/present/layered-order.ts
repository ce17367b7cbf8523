/** An arrow between two nodes. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/**
 * Arrows that close a circle, found by walking from each name in order. Without them (or turned round) the rest has no
 * circle.
 */
export function closingArrows(names: readonly string[], arrows: readonly Arrow[]): ReadonlySet<Arrow> {
  const outgoing = groupBy(arrows, ({ from }) => from);
  const state = new Map<string, "open" | "done">();
  const closing = new Set<Arrow>();
  const visit = (name: string): void => {
    state.set(name, "open");
    for (const arrow of outgoing.get(name) ?? [])
      if (state.get(arrow.to) === "open") closing.add(arrow);
      else if (!state.has(arrow.to)) visit(arrow.to);
    state.set(name, "done");
  };
  // Those that nobody calls begin: then a circle is closed by the arrow that leads back towards them.
  const called = new Set(arrows.map(({ to }) => to));
  for (const name of [...names].sort((a, b) => Number(called.has(a)) - Number(called.has(b))))
    if (!state.has(name)) visit(name);
  return closing;
}

/** The layer of each node: one more than the last of those that lead to it. `arrows` must have no circle. */
export function layersOf(names: readonly string[], arrows: readonly Arrow[]): ReadonlyMap<string, number> {
  const incoming = groupBy(arrows, ({ to }) => to);
  const layers = new Map<string, number>();
  const layerOf = (name: string): number => {
    const known = layers.get(name);
    if (known !== undefined) return known;
    const before = (incoming.get(name) ?? []).map(({ from }) => layerOf(from));
    const layer = before.length === 0 ? 0 : Math.max(...before) + 1;
    layers.set(name, layer);
    return layer;
  };
  for (const name of names) layerOf(name);
  return layers;
}

/** How often arrows between neighbouring layers cross each other. */
export function crossings(layers: readonly (readonly string[])[], arrows: readonly Arrow[]): number {
  const place = places(layers);
  const at = (name: string) => place.get(name) ?? 0;
  const outgoing = groupBy(arrows, ({ from }) => from);
  let count = 0;
  for (const layer of layers) {
    const between = layer.flatMap((name) => outgoing.get(name) ?? []);
    between.forEach((one, index) => {
      for (const other of between.slice(index + 1))
        if ((at(one.from) - at(other.from)) * (at(one.to) - at(other.to)) < 0) count++;
    });
  }
  return count;
}

const SWEEPS = 12;

/**
 * The layers with fewer crossings: each is sorted by the mean place (barycentre) of its neighbours in the layer before it,
 * then in the one behind it, to and fro; the best of all that was seen. Arrows lead from each layer to the next.
 */
export function untangled(
  layers: readonly (readonly string[])[],
  arrows: readonly Arrow[],
): readonly (readonly string[])[] {
  const before = groupBy(arrows, ({ to }) => to);
  const behind = groupBy(arrows, ({ from }) => from);
  let best = layers;
  let bestCount = crossings(layers, arrows);
  let current = layers.map((layer) => [...layer]);
  for (let sweep = 0; sweep < SWEEPS && bestCount > 0; sweep++) {
    const forward = sweep % 2 === 0;
    const order = forward ? current.keys() : [...current.keys()].reverse();
    for (const index of order) {
      const place = places(current);
      const neighbours = (name: string) =>
        forward
          ? (before.get(name) ?? []).map(({ from }) => place.get(from) ?? 0)
          : (behind.get(name) ?? []).map(({ to }) => place.get(to) ?? 0);
      const sorted = sortedByMean(current[index], neighbours);
      current = current.map((layer, at) => (at === index ? sorted : layer));
    }
    const count = crossings(current, arrows);
    if (count < bestCount) [best, bestCount] = [current, count];
  }
  return best;
}

/** Who has no neighbours keeps its place. */
function sortedByMean(layer: readonly string[], neighbours: (name: string) => readonly number[]): string[] {
  const keyed = layer.map((name, index) => {
    const found = neighbours(name);
    const mean = found.reduce((sum, place) => sum + place, 0) / found.length;
    return { name, key: found.length === 0 ? index : mean };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ name }) => name);
}

function places(layers: readonly (readonly string[])[]): Map<string, number> {
  return new Map(layers.flatMap((layer) => layer.map((name, index) => [name, index] as const)));
}

function groupBy(arrows: readonly Arrow[], keyOf: (arrow: Arrow) => string): ReadonlyMap<string, Arrow[]> {
  const groups = new Map<string, Arrow[]>();
  for (const arrow of arrows) groups.set(keyOf(arrow), [...(groups.get(keyOf(arrow)) ?? []), arrow]);
  return groups;
}
