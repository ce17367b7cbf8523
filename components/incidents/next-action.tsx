import Link from "next/link";
import { useViewHref } from "@/components/shell/view-state";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import type { PredictionContract } from "@/lib/contracts/prediction";
import { nextStep } from "@/lib/pipeline/present/incident-model";

interface NextActionProps {
  readonly incident: IncidentDetailContract;
  /** That it is of; null: of none. */
  readonly prediction: PredictionContract | null;
  readonly mayAct: boolean;
}

/** What a prediction recommends, else the next step of handling it; nothing once it is over. */
export function NextAction({ incident, prediction, mayAct }: NextActionProps) {
  const href = useViewHref();
  const step = nextStep(incident);
  if (step === null) return null;
  const advice = prediction?.recommended_actions ?? [];
  if (advice.length === 0 && !mayAct) return null;
  return (
    <section aria-labelledby="next-action" className="card" data-next-action>
      <h2 id="next-action" className="card-title">
        Next
      </h2>
      {advice.length === 0 ? null : (
        <>
          <ol className="mt-1 ml-4 list-decimal">
            {advice.map((action) => (
              <li key={action} className="py-0.5">
                {action}
              </li>
            ))}
          </ol>
          <Link href={href(`/predictions#${prediction!.id}`)} className="link text-caption">
            Why: the prediction
          </Link>
        </>
      )}
      {mayAct ? <p className="mt-1">{step}</p> : null}
    </section>
  );
}
