"use client";

import Link from "next/link";
import { useRegionName } from "@/components/queries/use-region-name";
import { useViewHref } from "@/components/shell/view-state";
import type { PredictionContract } from "@/lib/contracts/prediction";
import { affectedServices } from "@/lib/pipeline/present/prediction-model";

/** Which systems it would affect, with their pages, and what somebody can do before. */
export function PredictionAffected({ prediction }: { prediction: PredictionContract }) {
  const { region, recommended_actions: actions } = prediction;
  const nameOf = useRegionName();
  const href = useViewHref();
  const services = affectedServices(prediction);
  const inRegion = region === null ? "" : `?region=${encodeURIComponent(region)}`;
  return (
    <>
      <div>
        <h4 className="text-caption font-semibold text-ink-2">What to do</h4>
        {actions.length === 0 ? (
          <p className="mt-1 text-[13px] text-ink-2">Nothing is known that would help.</p>
        ) : (
          <ol className="mt-1 flex list-decimal flex-col gap-1 pl-5">
            {actions.map((action) => (
              <li key={action}>{action}</li>
            ))}
          </ol>
        )}
      </div>
      <div>
        <h4 className="text-caption font-semibold text-ink-2">What it affects</h4>
        <ul className="mt-1 flex flex-wrap gap-x-4">
          {region === null ? null : (
            <li>
              <Link href={href(`/regions/${encodeURIComponent(region)}`)} className="link inline-block">
                {nameOf(region)}
              </Link>
            </li>
          )}
          {services.map((service) => (
            <li key={service}>
              <Link
                href={href(`/services/${encodeURIComponent(service)}${inRegion}`)}
                className="link inline-block"
              >
                {service}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
