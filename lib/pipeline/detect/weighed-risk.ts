/** What may take points of a scope's health. */
interface Risk {
  /** 0–1: the share of the penalty's points. */
  readonly share: number;
}

/** A part of a scope, with the traffic that it usually carries; null: not known. */
export interface RiskPart<R> {
  readonly requestsPerSecond: number | null;
  readonly risk: R | null;
}

/**
 * The larger of two: the largest of the scope itself, and the mean of its parts' shares, weighted by their traffic. Not their
 * sum: they mostly are of one cause. null: there is none.
 */
export function weighedRisk<R extends Risk>(own: readonly R[], parts: readonly RiskPart<R>[]): R | null {
  const ofParts = riskOfParts(parts);
  return largest(ofParts === null ? own : [...own, ofParts]);
}

function riskOfParts<R extends Risk>(parts: readonly RiskPart<R>[]): R | null {
  const all = parts.reduce((sum, part) => sum + (part.requestsPerSecond ?? 0), 0);
  if (all <= 0) return null;
  const weighted = parts.flatMap(({ risk, requestsPerSecond }) =>
    risk === null ? [] : [{ ...risk, share: (risk.share * (requestsPerSecond ?? 0)) / all }],
  );
  const most = largest(weighted);
  return most && { ...most, share: weighted.reduce((sum, { share }) => sum + share, 0) };
}

function largest<R extends Risk>(risks: readonly R[]): R | null {
  return risks.reduce<R | null>(
    (most, risk) => (most === null || risk.share > most.share ? risk : most),
    null,
  );
}
