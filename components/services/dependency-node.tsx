import Link from "next/link";
import { useViewHref } from "@/components/shell/view-state";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_CLASS, TONE_TEXT_CLASS } from "@/components/ui/tone-class";
import type { ServiceNode } from "@/lib/pipeline/present/service-map";
import { servicePath } from "./service-path";

interface DependencyNodeProps {
  readonly node: ServiceNode;
  /** Its page is the one that is open. */
  readonly current: boolean;
}

const BOX =
  "relative flex h-full flex-col justify-center gap-px rounded-lg border px-2.5 text-[12px] bg-card";

/** A service in the map. One that was never seen has no page to lead to. */
export function DependencyNode({ node, current }: DependencyNodeProps) {
  const href = useViewHref();
  if (node.unseen)
    return (
      <div
        className={`${BOX} border-dashed border-line-strong`}
        role="img"
        aria-label={node.label}
        title={node.label}
      >
        <Content node={node} />
      </div>
    );
  const border = node.origin
    ? "border-2 border-crit"
    : current
      ? "border-2 border-accent"
      : "border-line-strong";
  return (
    <Link
      href={href(servicePath(node.name))}
      className={`${BOX} ${border} hover:bg-quiet-bg`}
      aria-label={node.label}
      aria-current={current ? "page" : undefined}
      title={node.label}
      data-node={node.name}
      data-origin={node.origin}
    >
      <Content node={node} />
    </Link>
  );
}

function Content({ node: { name, state, figures, origin } }: { node: ServiceNode }) {
  return (
    <>
      {origin ? (
        <span
          className={`absolute -top-[15px] left-2 rounded-full px-2 text-[11px] leading-[18px] font-semibold ${TONE_CLASS.crit}`}
        >
          Suspected origin
        </span>
      ) : null}
      <span className="truncate text-[13px] font-[570]">{name}</span>
      <span className={`inline-flex items-center gap-1.5 font-medium ${TONE_TEXT_CLASS[state.tone]}`}>
        <StatusShape shape={state.shape} size={9} />
        {state.word}
      </span>
      <span className="truncate text-ink-2 tabular-nums">{figures}</span>
    </>
  );
}
