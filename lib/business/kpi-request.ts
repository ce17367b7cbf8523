import { businessFigureName, type BusinessFigure } from "@/lib/domain/business-figure";
import { metricDefinition } from "@/lib/domain/metric";

const DELTA = 1;

/**
 * Business figures as an OTLP request in JSON: amounts as a delta sum, ratios as a gauge.
 * @param id makes two requests with equal figures two, and a repeat of one the same
 */
export function kpiRequestBody(id: string, figures: readonly BusinessFigure[]): string {
  const metrics = figures.map((figure) => {
    const dataPoints = [
      {
        timeUnixNano: `${figure.timeMs}000000`,
        asDouble: figure.value,
        attributes: [
          attribute("region", figure.region),
          ...(figure.service === null ? [] : [attribute("service", figure.service)]),
        ],
      },
    ];
    const shape =
      metricDefinition(figure.metric).kind === "counter"
        ? { sum: { aggregationTemporality: DELTA, isMonotonic: true, dataPoints } }
        : { gauge: { dataPoints } };
    return { name: businessFigureName(figure.metric), description: id, ...shape };
  });
  return JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
}

function attribute(key: string, value: string) {
  return { key, value: { stringValue: value } };
}
