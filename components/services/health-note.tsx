import { ExplainButton } from "@/components/ui/explain-button";
import { formatScore, plainText } from "@/lib/pipeline/present/format-number";
import type { ServiceScope } from "@/lib/pipeline/present/service-figures";

type Scope = Pick<ServiceScope, "health_score" | "penalties">;

/** The health score, and what was deducted from it. Nothing while it is not known. */
export function HealthNote({ scope }: { scope: Scope }) {
  if (scope.health_score === null) return null;
  return (
    <div className="inline-flex items-center gap-1.5 whitespace-nowrap">
      Health {plainText(formatScore(scope.health_score))} of 100
      <ExplainButton subject="Health score">
        <p className="mt-1.5 text-caption text-ink-2">100 minus these penalties; they always add up.</p>
        <dl className="explain-list">
          {scope.penalties.map(({ name, points, max_points: most, because }) => (
            <div key={name} className="contents">
              <dt className="capitalize">{name}</dt>
              <dd>
                <b className="font-semibold">−{plainText(formatScore(points))}</b> of at most {most}.{" "}
                {because}
              </dd>
            </div>
          ))}
        </dl>
      </ExplainButton>
    </div>
  );
}
