import { TONE_TEXT_CLASS } from "@/components/ui/tone-class";
import type { BudgetModel } from "@/lib/pipeline/present/objective-model";
import type { Tone } from "@/lib/pipeline/present/status-model";

/** What is left of an error budget: a bar and its number, and how long an outage that is. */
export function BudgetBar({ budget, tone }: { budget: BudgetModel | null; tone: Tone }) {
  if (budget === null) return <span className="text-[12px] text-ink-3">No data</span>;
  return (
    <span className="inline-flex min-w-0 items-center gap-2" title={budget.detail} data-budget>
      <span
        className={`h-1.5 w-20 overflow-hidden rounded-full bg-line ${TONE_TEXT_CLASS[tone]}`}
        aria-hidden="true"
      >
        <span className="block h-full rounded-full bg-current" style={{ width: `${budget.percent}%` }} />
      </span>
      <span className="min-w-[6.5ch] text-right">{budget.text}</span>
      <span className="sr-only">: {budget.detail}</span>
    </span>
  );
}
