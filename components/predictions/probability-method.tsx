import { ExplainButton } from "@/components/ui/explain-button";

/** How a probability is made, and what 'unproven' means. */
export function ProbabilityMethod() {
  return (
    <ExplainButton subject="these probabilities">
      <dl className="explain-list">
        <dt>What</dt>
        <dd>That it rises above the threshold, for at least 10 min, within the time.</dd>
        <dt>Method</dt>
        <dd>
          A model of the series’ own history, told nothing of what came after; then calibrated: a probability
          is what as many such statements came true so far.
        </dd>
        <dt>Range</dt>
        <dd>
          80 % of the cases that cross within 24 h do so in it, by what was known when it was last assessed.
        </dd>
        <dt>Unproven</dt>
        <dd>Under 20 outcomes of its kind and strength: nobody can tell yet how good it is.</dd>
      </dl>
    </ExplainButton>
  );
}
