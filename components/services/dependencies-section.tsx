import { useMemo } from "react";
import { NotConfigured } from "@/components/ui/not-configured";
import { serviceMap } from "@/lib/pipeline/present/service-map";
import type { ServiceRow } from "@/lib/pipeline/present/service-row";
import { DependencyMap } from "./dependency-map";

interface DependenciesSectionProps {
  readonly rows: readonly ServiceRow[];
  /** Only what this service calls and what calls it; null: all. */
  readonly focus: string | null;
  /** The services that a filter leaves; the others fade. null: all are left. */
  readonly marked?: ReadonlySet<string> | null;
  readonly mayConfigure: boolean;
}

/** The dependency map, or how to get one. */
export function DependenciesSection({ rows, focus, marked = null, mayConfigure }: DependenciesSectionProps) {
  const model = useMemo(() => serviceMap(rows, focus), [rows, focus]);
  return (
    <section aria-labelledby="dependencies" className="card min-w-0">
      <h2 id="dependencies" className="card-title mb-1.5">
        Who calls whom{" "}
        <span className="font-[450]">
          — as configured<span className="max-lg:hidden">; callers left of those they call</span>
        </span>
      </h2>
      {model.nodes.length > 0 ? (
        <DependencyMap model={model} focus={focus} marked={marked} />
      ) : (
        <NoMap configured={model.configured} focus={focus} mayConfigure={mayConfigure} />
      )}
    </section>
  );
}

interface NoMapProps {
  readonly configured: boolean;
  readonly focus: string | null;
  readonly mayConfigure: boolean;
}

function NoMap({ configured, focus, mayConfigure }: NoMapProps) {
  const reason =
    configured && focus !== null
      ? `Nobody has said what ${focus} calls, or that something calls it.`
      : "Nobody has said yet which services call which; then the map shows it, and where trouble likely begins.";
  const setting = { href: "/settings/services", label: "Set dependencies" };
  return (
    <div className="py-3" data-testid="dependencies-missing">
      {mayConfigure ? (
        <NotConfigured reason={reason} setting={setting} />
      ) : (
        <NotConfigured reason={`${reason} An admin sets it in Settings, Services.`} />
      )}
    </div>
  );
}
