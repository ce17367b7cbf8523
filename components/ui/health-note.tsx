import type { HealthPenaltyContract } from "@/lib/contracts/scope-health";
import { formatScore, plainText } from "@/lib/pipeline/present/format-number";
import { ExplainButton } from "./explain-button";

interface HealthNoteProps {
  /** null: nothing is known to judge by. */
  readonly score: number | null;
  readonly penalties: readonly HealthPenaltyContract[];
  /** The rule that made the status, where it does not stand beside. */
  readonly because?: string;
}

/** 'Health 88.5 of 100', with the penalties that make the difference behind its '?'. */
export function HealthNote({ score, penalties, because }: HealthNoteProps) {
  if (score === null) return null;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      Health {plainText(formatScore(score))} of 100
      <ExplainButton subject="Health score">
        {because === undefined ? null : <p className="mt-1.5 text-caption text-ink-2">{because}</p>}
        <p className="mt-1.5 text-caption text-ink-2">100 minus these penalties; they always add up.</p>
        <dl className="explain-list">
          {penalties.map((penalty) => (
            <Penalty key={penalty.name} {...penalty} />
          ))}
        </dl>
      </ExplainButton>
    </span>
  );
}

function Penalty({ name, points, max_points: most, because }: HealthPenaltyContract) {
  return (
    <>
      <dt className="first-letter:uppercase">{name === "incidents" ? "incidents and predictions" : name}</dt>
      <dd>
        <b className="font-semibold">−{plainText(formatScore(points))}</b> of at most {most}. {because}
      </dd>
    </>
  );
}
