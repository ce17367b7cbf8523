import { useRegionName } from "@/components/queries/use-region-name";
import { StatusShape } from "@/components/ui/status-shape";
import type { OpensloReport } from "@/lib/contracts/openslo";
import { objectiveTitle, placeText, targetText } from "@/lib/pipeline/present/objective-model";
import { changeSentence } from "@/lib/pipeline/present/openslo-report";
import type { RegionNames } from "@/lib/pipeline/present/region-name";

/** What an import would do, and line by line what of the file is not understood. */
export function OpensloReportView({ report }: { report: OpensloReport }) {
  const nameOf = useRegionName();
  const refused = report.not_understood.some((each) => each.refused);
  return (
    <section aria-label="What the import would do" className="flex flex-col gap-3" data-report>
      <div>
        <h3 className="font-semibold">
          {refused
            ? "Nothing can be imported yet"
            : report.created.length + report.changed.length === 0
              ? "Nothing would change"
              : "It would be imported"}
        </h3>
        <p className="text-ink-2">{changeSentence(report)}</p>
      </div>
      <Steps title="Created" steps={report.created} nameOf={nameOf} />
      {report.changed.length === 0 ? null : (
        <div>
          <h4 className="text-caption font-semibold text-ink-2">Changed</h4>
          <ul className="text-[13px]">
            {report.changed.map((step) => (
              <li key={step.name}>
                {objectiveTitle(step)}, {placeText(step, nameOf)}{" "}
                <span className="text-ink-2">
                  (was {targetText({ kind: step.kind, target: step.before.target })}
                  {step.before.window_days === step.window_days
                    ? ""
                    : `, over ${step.before.window_days} days`}
                  )
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {report.not_understood.length === 0 ? null : (
        <div>
          <h4 className="text-caption font-semibold text-ink-2">Not understood</h4>
          <ul className="flex flex-col gap-1.5 text-[13px]">
            {report.not_understood.map((each) => (
              <li
                key={`${each.line} ${each.where} ${each.problem}`}
                className="flex gap-2"
                data-line={each.line}
              >
                <span className={`pt-1 ${each.refused ? "text-crit" : "text-ink-2"}`}>
                  <StatusShape shape={each.refused ? "diamond" : "ring"} />
                </span>
                <span className="min-w-0 wrap-anywhere">
                  <b className="font-semibold tabular-nums">Line {each.line}</b>, {each.where}: {each.problem}
                  . <span className="text-ink-2">{each.refused ? "Refused." : "It has no effect."}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface StepsProps {
  readonly title: string;
  readonly steps: OpensloReport["created"];
  readonly nameOf: RegionNames;
}

function Steps({ title, steps, nameOf }: StepsProps) {
  if (steps.length === 0) return null;
  return (
    <div>
      <h4 className="text-caption font-semibold text-ink-2">{title}</h4>
      <ul className="text-[13px]">
        {steps.map((step) => (
          <li key={step.name}>
            {objectiveTitle(step)}, {placeText(step, nameOf)}
          </li>
        ))}
      </ul>
    </div>
  );
}
