"use client";

import Link from "next/link";
import { useState, type CSSProperties } from "react";
import { useViewHref } from "@/components/shell/view-state";
import { NODE_HEIGHT_PX, NODE_WIDTH_PX } from "@/lib/pipeline/present/dependency-map";
import type { ServiceEdge, ServiceMapModel, ServiceNode } from "@/lib/pipeline/present/service-map";
import { listed } from "@/lib/pipeline/present/state-headline";
import { DependencyList } from "./dependency-list";
import { DependencyNode } from "./dependency-node";
import { servicePath } from "./service-path";

interface DependencyMapProps {
  readonly model: ServiceMapModel;
  /** The service whose page it is on; null: the page of all of them. */
  readonly focus: string | null;
  /** Others fade; null: none does. */
  readonly marked: ReadonlySet<string> | null;
}

/** Who calls whom, how each stands, and where trouble likely begins: a picture on a desk, a list where there is less room. */
export function DependencyMap({ model, focus, marked }: DependencyMapProps) {
  const listedNodes = marked === null ? model.nodes : model.nodes.filter(({ name }) => marked.has(name));
  return (
    <div className="flex flex-col gap-2" data-testid="dependency-map">
      <div className="max-lg:hidden">
        <Picture model={model} focus={focus} marked={marked} />
        <LeftOut model={model} />
        <details className="mt-1">
          <summary className="min-h-6 w-fit text-caption text-ink-2 hover:text-ink">
            The map as a list
          </summary>
          <DependencyList nodes={listedNodes} />
        </details>
      </div>
      <div className="lg:hidden">
        <DependencyList nodes={listedNodes} />
        <LeftOut model={model} />
      </div>
    </div>
  );
}

function LeftOut({ model: { apart, leftOut } }: { model: ServiceMapModel }) {
  const href = useViewHref();
  return (
    <>
      {leftOut === null ? null : (
        <p className="mt-1 text-caption text-ink-2">
          Only those one call away are drawn; {leftOut} more are further off. The page of services has all.
        </p>
      )}
      {apart.length === 0 ? null : (
        <p className="mt-1 text-caption text-ink-2">
          Without a configured call:{" "}
          {apart.map((name, at) => (
            <span key={name}>
              {at === 0 ? "" : ", "}
              <Link href={href(servicePath(name))} className="link inline-block py-0.5 font-[450]!">
                {name}
              </Link>
            </span>
          ))}
          .
        </p>
      )}
    </>
  );
}

/** Room for the mark that stands on a node's upper edge, and for the outline of the focus. */
const MARGIN_PX = 18;

function Picture({ model, focus, marked }: DependencyMapProps) {
  const [near, setNear] = useState<string | null>(null);
  const size = { width: model.widthPx, height: model.heightPx };
  const touches = ({ from, to }: ServiceEdge) => near === null || from === near || to === near;
  const beside = (node: ServiceNode) =>
    near === null
      ? (marked?.has(node.name) ?? true)
      : node.name === near || node.calls.includes(near) || node.callers.includes(near);
  return (
    <div
      className="overflow-x-auto"
      role="group"
      tabIndex={0}
      aria-label={`Dependency map: ${model.nodes.length} services, callers left of those they call. ${summaryOf(model)}`}
    >
      <div style={{ padding: MARGIN_PX, width: "max-content" }} className="mx-auto">
        <div className="relative" style={size} onMouseLeave={() => setNear(null)}>
          <Arrows edges={model.edges} size={size} touches={touches} />
          {model.nodes.map((node) => (
            <div
              key={node.name}
              className={`absolute transition-opacity ${beside(node) ? "" : "opacity-40"}`}
              style={placeOf(node)}
              onMouseEnter={() => setNear(node.name)}
              onMouseLeave={() => setNear(null)}
              onFocus={() => setNear(node.name)}
              onBlur={() => setNear(null)}
            >
              <DependencyNode node={node} current={node.name === focus} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function summaryOf({ origins }: ServiceMapModel): string {
  if (origins.length === 0) return "No origin of trouble is suspected.";
  return `Suspected origin: ${listed(origins.flatMap(({ names }) => names))}.`;
}

function placeOf({ xPx, yPx }: ServiceNode): CSSProperties {
  return { left: xPx, top: yPx, width: NODE_WIDTH_PX, height: NODE_HEIGHT_PX };
}

interface ArrowsProps {
  readonly edges: readonly ServiceEdge[];
  readonly size: { readonly width: number; readonly height: number };
  readonly touches: (edge: ServiceEdge) => boolean;
}

/** The calls; those along which trouble likely travelled are thick, those that close a circle broken. */
function Arrows({ edges, size, touches }: ArrowsProps) {
  const drawn = [...edges].sort((a, b) => Number(a.suspect) - Number(b.suspect));
  return (
    <svg {...size} className="absolute inset-0 overflow-visible" aria-hidden="true">
      <defs>
        <ArrowHead id="call-head" color="var(--line-strong)" />
        <ArrowHead id="suspect-head" color="var(--crit)" />
      </defs>
      {drawn.map((edge) => (
        <path
          key={`${edge.from} ${edge.to}`}
          data-edge={`${edge.from}>${edge.to}`}
          data-suspect={edge.suspect}
          d={edge.path}
          fill="none"
          stroke={edge.suspect ? "var(--crit)" : "var(--line-strong)"}
          strokeWidth={edge.suspect ? 2.6 : 1.2}
          strokeDasharray={edge.loop ? "5 4" : undefined}
          opacity={touches(edge) ? 1 : 0.2}
          markerEnd={`url(#${edge.suspect ? "suspect" : "call"}-head)`}
          className="transition-opacity"
        />
      ))}
    </svg>
  );
}

/** In px, whatever the width of its line. */
function ArrowHead({ id, color }: { id: string; color: string }) {
  return (
    <marker
      id={id}
      viewBox="0 0 8 8"
      refX="7.5"
      refY="4"
      markerWidth="8"
      markerHeight="8"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0 0 8 4 0 8Z" fill={color} />
    </marker>
  );
}
