import { StatusShape } from "@/components/ui/status-shape";
import type { CapacityForecastContract } from "@/lib/contracts/capacity-forecast";
import { LeadTime } from "./lead-time";

interface RecommendationsCardProps {
  readonly plan: CapacityForecastContract;
  readonly maySet: boolean;
}

/** What to order, first what has to be ordered first, and what may make the plan wrong. */
export function RecommendationsCard({ plan, maySet }: RecommendationsCardProps) {
  const { scaling_recommendations: recommendations, risk_factors: risks } = plan;
  return (
    <section aria-labelledby="recommendations" className="card flex min-w-0 flex-col gap-3">
      <div>
        <h2 id="recommendations" className="card-title">
          What to order
        </h2>
        {recommendations.length === 0 ? (
          <p className="mt-1 text-ink-2">
            {plan.regions.length === 0 ? "Not known yet." : "Nothing, as far as is known."}
          </p>
        ) : (
          <ol className="mt-1.5 flex flex-col gap-1.5" data-testid="recommendations">
            {recommendations.map(({ action, region, text }) => (
              <li key={`${action} ${region}`} className="flex gap-2">
                <span className="mt-[5px] text-pred">
                  <StatusShape shape={action === "release-servers" ? "circle" : "clock"} />
                </span>
                {text}
              </li>
            ))}
          </ol>
        )}
        <LeadTime maySet={maySet} />
      </div>
      {risks.length === 0 ? null : (
        <div>
          <h3 className="text-[13px] font-medium">What may make it wrong, or worse</h3>
          <ul className="mt-1 flex flex-col gap-1 text-caption text-ink-2" data-testid="risks">
            {risks.map(({ kind, region, text }) => (
              <li key={`${kind} ${region} ${text}`}>{text}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
