const WINDOW_MS = 10_000;
const MS_PER_SECOND = 1_000;
/** Counts must be equal; sums of floats may differ by this. */
const TOLERATED = 1e-9;

/**
 * Compares the stored 10 s windows with the generator's truth, step by step and region by region: counters from the second
 * step on (a first sample has no increase), gauges from the first. `stored` maps `metric region windowMs` to a row with
 * count, sum and, of latency, `upTo(boundMs)`.
 */
export function differencesFromTruth(truth, stored) {
  const wrong = [];
  let compared = 0;
  let worst = 0;
  const check = (what, found, expected, tolerated) => {
    compared++;
    const off = Math.abs(found - expected) / Math.max(1, Math.abs(expected));
    if (tolerated > 0 && Number.isFinite(off)) worst = Math.max(worst, off);
    if (!(off <= tolerated)) wrong.push(`${what}: ${found}, not ${expected}`);
  };
  for (const [step, figures] of truth.steps.entries())
    for (const [index, region] of truth.regions.entries()) {
      const of = (field) => figures[index * truth.fields.length + truth.fields.indexOf(field)];
      const windowMs = Math.floor((truth.start + step * truth.stepMs) / WINDOW_MS) * WINDOW_MS;
      const row = (metric) =>
        stored.get(`${metric} ${region} ${windowMs}`) ?? { count: 0, sum: 0, upTo: () => 0 };
      const at = `step ${step} ${region}`;
      check(`${at} cpu samples`, row("cpu").count, of("servers"), 0);
      check(`${at} cpu sum`, row("cpu").sum, of("cpu_sum"), TOLERATED);
      if (step === 0) continue;
      check(`${at} requests`, row("requests").sum, of("requests"), 0);
      check(`${at} errors`, row("errors").sum, of("errors"), 0);
      check(`${at} latencies`, row("latency").count, of("requests"), 0);
      check(`${at} latency sum`, row("latency").sum / MS_PER_SECOND, of("latency_sum"), TOLERATED);
      for (const field of truth.fields.filter((name) => name.startsWith("le_"))) {
        const bound = field === "le_+Inf" ? Infinity : Number(field.slice(3)) * MS_PER_SECOND;
        check(`${at} ${field}`, row("latency").upTo(bound), of(field), 0);
      }
    }
  return { compared, wrong, worst };
}
