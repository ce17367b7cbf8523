import type { ChecklistStep, StepState } from "@/lib/pipeline/present/ingest-checklist";
import type { Shape, Tone } from "@/lib/pipeline/present/status-model";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_CLASS } from "@/components/ui/tone-class";

const STATE: Readonly<Record<StepState, { word: string; shape: Shape; tone: Tone }>> = {
  done: { word: "Done", shape: "circle", tone: "ok" },
  now: { word: "To do now", shape: "triangle", tone: "warn" },
  later: { word: "Later", shape: "ring", tone: "quiet" },
};

/** The steps from nothing to figures, with the one to do now. */
export function Checklist({ steps }: { steps: readonly ChecklistStep[] }) {
  return (
    <ol className="grid gap-x-3.5 gap-y-2.5 md:grid-cols-5">
      {steps.map((step, index) => {
        const { word, shape, tone } = STATE[step.state];
        return (
          <li
            key={step.id}
            className="card grid grid-cols-[1fr_auto] content-start items-center gap-x-3 gap-y-1 md:flex md:flex-col md:items-start md:gap-y-1.5"
            data-step={step.id}
            data-state={step.state}
          >
            <span className={`pill order-2 row-span-2 md:order-none ${TONE_CLASS[tone]}`}>
              <StatusShape shape={shape} />
              {word}
            </span>
            <h3 className="font-semibold max-md:order-1">
              {index + 1}. {step.title}
            </h3>
            <p className="text-caption text-ink-2 max-md:order-3">{step.detail}</p>
          </li>
        );
      })}
    </ol>
  );
}
