import type { TriedMetricContract } from "@/lib/contracts/source";
import { metricDefinition } from "@/lib/domain/metric";

/** What each expression answered. */
export function TryResults({ tried }: { tried: readonly TriedMetricContract[] }) {
  const answering = tried.filter(({ series }) => series > 0).length;
  return (
    <div className="flex flex-col gap-2" role="region" aria-label="Try-out">
      <p role="status" className="font-[570]">
        {answering} of {tried.length} expressions answered with series.
      </p>
      <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Answers">
        <table className="table-plain">
          <thead>
            <tr>
              <th>Metric</th>
              <th>Series</th>
              <th>Time</th>
              <th className="left">Samples</th>
            </tr>
          </thead>
          <tbody>
            {tried.map((one) => (
              <tr key={one.metric} data-tried={one.metric}>
                <td>{metricDefinition(one.metric).description}</td>
                <td>{one.series}</td>
                <td className="whitespace-nowrap">{one.took_ms} ms</td>
                <td className="left">
                  <Answer tried={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Answer({ tried }: { tried: TriedMetricContract }) {
  if (tried.error !== null) return <span className="text-crit">{tried.error}</span>;
  if (tried.series === 0) return <span className="text-ink-2">Nothing by these names</span>;
  return (
    <span className="text-caption">
      {tried.samples.map(({ region, service, le, value }) => (
        <span key={`${region} ${service} ${le}`} className="mr-3 inline-block whitespace-nowrap tabular-nums">
          {[region, service, le === null ? null : `≤ ${le}`].filter((part) => part !== null).join(" · ")}:{" "}
          <b className="font-[570]">{value === null ? "no number" : Number(value.toPrecision(6))}</b>
        </span>
      ))}
      {tried.left_out > 0 ? (
        <span className="text-warn">{tried.left_out} name no region that can be used</span>
      ) : null}
    </span>
  );
}
