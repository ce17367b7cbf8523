import { ExplainButton } from "@/components/ui/explain-button";
import { suspicionSentence } from "@/lib/pipeline/present/suspicion-sentence";
import type { TroubleOrigin } from "@/lib/pipeline/present/trouble-origin";

const MOST_SHOWN = 3;

/** Where trouble likely begins, always called a suspicion. Nothing without one. */
export function SuspicionNote({ origins }: { origins: readonly TroubleOrigin[] }) {
  if (origins.length === 0) return null;
  const rest = origins.length - MOST_SHOWN;
  return (
    <div className="flex flex-wrap items-start gap-x-2 gap-y-1" data-testid="suspicion">
      <span className="inline-flex items-center gap-1.5 font-semibold">
        Suspicion
        <ExplainButton subject="Suspicion">
          <p className="mt-1.5 text-caption text-ink-2">
            It follows from statuses and from who calls whom alone: a service that is not healthy while
            nothing that it calls is, directly or through others, is where trouble likely begins. Nothing has
            been measured that proves it.
          </p>
        </ExplainButton>
      </span>
      <ul className="min-w-0 flex-1 basis-64">
        {origins.slice(0, MOST_SHOWN).map((origin) => (
          <li key={origin.names.join()}>{suspicionSentence(origin)}</li>
        ))}
        {rest > 0 ? <li className="text-ink-2">And {rest} more, marked in the map.</li> : null}
      </ul>
    </div>
  );
}
