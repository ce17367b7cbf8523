import Link from "next/link";
import { useViewHref } from "@/components/shell/view-state";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_TEXT_CLASS } from "@/components/ui/tone-class";
import type { WorldMapModel } from "@/lib/pipeline/present/world-map";

interface UnplacedRegionsProps {
  readonly unplaced: WorldMapModel["unplaced"];
  readonly mayPlace: boolean;
}

/** Regions that the map cannot show, and what to do about it. Nothing where all have a place. */
export function UnplacedRegions({ unplaced, mayPlace }: UnplacedRegionsProps) {
  const href = useViewHref();
  if (unplaced.length === 0) return null;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-caption" data-unplaced>
      <span className="font-semibold text-ink-2">Not placed:</span>
      {unplaced.map(({ code, name, state }) => (
        <Link
          key={code}
          href={href(`/regions/${encodeURIComponent(code)}`)}
          className="link inline-flex min-h-6 items-center gap-1.5"
        >
          <span className={TONE_TEXT_CLASS[state.tone]}>
            <StatusShape shape={state.shape} />
          </span>
          {name}, {state.word.toLowerCase()}
        </Link>
      ))}
      {mayPlace ? (
        <Link href="/settings/regions" className="link inline-flex min-h-6 items-center">
          Give them a place
        </Link>
      ) : (
        <span className="text-ink-2">An admin gives them a place in the settings.</span>
      )}
    </div>
  );
}
