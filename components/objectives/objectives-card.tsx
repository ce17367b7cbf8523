import Link from "next/link";
import { useId } from "react";
import { ObjectiveList } from "./objective-list";

interface ObjectivesCardProps {
  readonly region?: string | null;
  readonly service?: string | null;
}

/** The objectives of a region or a service on its own page. */
export function ObjectivesCard({ region, service }: ObjectivesCardProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="card flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <h2 id={id} className="card-title">
          Objectives
        </h2>
        <Link href="/settings/objectives" className="link text-caption">
          All objectives
        </Link>
      </div>
      <ObjectiveList region={region} service={service} />
    </section>
  );
}
