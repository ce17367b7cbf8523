import { Instrument, type InstrumentCode, type Label } from "@/lib/domain/sample";
import type { FoldTarget, MappingRule, MappingScope, SeriesPlan } from "@/lib/domain/series-plan";
import { bucketBound, histogramGroup, LE_LABEL } from "./bucket-identity";
import { compilePattern, MAX_TESTED_LENGTH } from "./safe-pattern";
import { firstPresent, serviceOf } from "./series-scope";

/** What becomes of a series, from what its sender calls it. */
export type MapSeries = (labels: readonly Label[], instrument: InstrumentCode) => SeriesPlan;

const NAME_LABEL = "__name__";
/** Names whose rules are kept at hand; a sender that makes up names must not fill the memory. */
const MAX_CACHED_NAMES = 20_000;

const INSTRUMENT_KIND = {
  [Instrument.untyped]: "untyped",
  [Instrument.gauge]: "gauge",
  [Instrument.counterCumulative]: "counter",
  [Instrument.counterDelta]: "counter",
  [Instrument.histogramCumulative]: "histogram",
  [Instrument.histogramDelta]: "histogram",
} as const satisfies Record<InstrumentCode, string>;

interface LabelTest {
  readonly names: readonly string[];
  readonly pattern: RegExp;
}
interface CompiledRule {
  readonly rule: MappingRule;
  /** null: the rule is for one exact name. */
  readonly namePattern: RegExp | null;
  readonly labels: readonly LabelTest[];
  readonly targets: readonly FoldTarget[];
}

/**
 * Compiles the enabled rules. A rule for a name with a suffix (`x_bucket`, `x_sum`, `x_count`) stands for itself; `le` and
 * `group` of buckets are filled from the labels. Throws an UnsafePatternError for a pattern that safe-pattern.ts refuses.
 */
export function compileMapping(rules: readonly MappingRule[], scope: MappingScope): MapSeries {
  const rulesOf = indexByName(rules.map(compileRule).sort((a, b) => a.rule.priority - b.rule.priority));
  return (labels, instrument) => {
    const byName = new Map(labels);
    const matching = firstLevel(rulesOf(byName.get(NAME_LABEL) ?? ""), byName, instrument);
    if (matching.length === 0) return { kind: "unmapped", reason: "no-rule" };
    const region = ownScope(matching, "region", byName, () => firstPresent(byName, scope.regionLabels));
    if (region === null) return { kind: "unmapped", reason: "no-region" };
    const targets = fillBuckets(targetsOf(matching), labels, byName.get(LE_LABEL));
    if (targets === null) return { kind: "unmapped", reason: "no-rule" };
    const fromJob = matching.some(({ rule }) => rule.match.serviceFromJob === true);
    const service = ownScope(matching, "service", byName, () => serviceOf(byName, scope, fromJob));
    return { kind: "mapped", region, service, targets };
  };
}

function compileRule(rule: MappingRule): CompiledRule {
  const { namePattern, labels = {} } = rule.match;
  return {
    rule,
    namePattern: namePattern === undefined ? null : compilePattern(namePattern),
    labels: Object.entries(labels).map(([names, pattern]) => ({
      names: names.split("|"),
      pattern: compilePattern(pattern),
    })),
    targets: rule.targets.map((target) => ({ ...target, le: null, group: null })),
  };
}

/** Rules by name, in their order: patterns are run once for each name, not for each series. */
function indexByName(rules: readonly CompiledRule[]): (name: string) => readonly CompiledRule[] {
  const cache = new Map<string, readonly CompiledRule[]>();
  return (name) => {
    let found = cache.get(name);
    if (!found) {
      if (cache.size >= MAX_CACHED_NAMES) cache.clear();
      found = rules.filter(({ rule, namePattern }) =>
        namePattern === null ? rule.match.name === name : matches(namePattern, name),
      );
      cache.set(name, found);
    }
    return found;
  };
}

function firstLevel(
  rules: readonly CompiledRule[],
  labels: ReadonlyMap<string, string>,
  instrument: InstrumentCode,
): CompiledRule[] {
  const level: CompiledRule[] = [];
  for (const compiled of rules) {
    if (level.length > 0 && compiled.rule.priority !== level[0].rule.priority) break;
    if (isFor(compiled, labels, instrument)) level.push(compiled);
  }
  return level;
}

function isFor(
  { rule, labels: tests }: CompiledRule,
  labels: ReadonlyMap<string, string>,
  instrument: InstrumentCode,
): boolean {
  const { instruments } = rule.match;
  if (instruments !== undefined && !instruments.includes(INSTRUMENT_KIND[instrument])) return false;
  return tests.every(({ names, pattern }) => matches(pattern, firstPresent(labels, names) ?? ""));
}

/** What the first rule that has a say in it says; otherwise what the installation's labels do. */
function ownScope(
  rules: readonly CompiledRule[],
  part: "region" | "service",
  labels: ReadonlyMap<string, string>,
  usual: () => string | null,
): string | null {
  const source = rules.find(({ rule }) => rule.scope?.[part] !== undefined)?.rule.scope?.[part];
  if (source === undefined) return usual();
  return "fixed" in source ? source.fixed : firstPresent(labels, source.labels);
}

function matches(pattern: RegExp, text: string): boolean {
  return text.length <= MAX_TESTED_LENGTH && pattern.test(text);
}

/** Series of one rule share its targets: there may be a million of them. */
function targetsOf(rules: readonly CompiledRule[]): readonly FoldTarget[] {
  return rules.length === 1 ? rules[0].targets : rules.flatMap(({ targets }) => targets);
}

/** null: a bucket whose `le` is missing or no number. */
function fillBuckets(
  targets: readonly FoldTarget[],
  labels: readonly Label[],
  le: string | undefined,
): readonly FoldTarget[] | null {
  if (!targets.some(({ mode }) => mode === "bucket")) return targets;
  const group = histogramGroup(labels);
  const filled: FoldTarget[] = [];
  for (const target of targets) {
    const bound = target.mode === "bucket" ? bucketBound(le, target.sumFactor) : null;
    if (target.mode === "bucket" && bound === null) return null;
    filled.push(target.mode === "bucket" ? { ...target, le: bound, group } : target);
  }
  return filled;
}
