"use client";

import { useRegionName } from "@/components/queries/use-region-name";
import Link from "next/link";
import { useViewHref } from "@/components/shell/view-state";
import type { AttentionItemContract } from "@/lib/contracts/executive-dashboard";
import type { StatusCode } from "@/lib/contracts/status";
import { attentionModel } from "@/lib/pipeline/present/attention-model";
import { severityModel } from "@/lib/pipeline/present/status-model";
import { FigureValue } from "@/components/ui/figure-value";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_CLASS } from "@/components/ui/tone-class";
import { NextBreaks } from "./next-breaks";

const KIND: Readonly<Record<AttentionItemContract["kind"], string>> = {
  "objective-missed": "Objective missed",
  "stale-source": "No telemetry",
  prediction: "Predicted",
  incident: "Incident",
};

const NOT_LISTED = "The state above has no single cause to list.";
const ONLY_PREDICTED = "Nothing is wrong now. Every source reports, and every objective holds at present.";
const NOTHING_LISTED: Readonly<Record<StatusCode, string>> = {
  healthy: "Nothing needs attention. Every source reports, and every objective holds at present.",
  unknown: "Not known yet. It will be with the first figures; the ingest page shows what arrives.",
  degraded: NOT_LISTED,
  critical: NOT_LISTED,
  down: NOT_LISTED,
};

interface AttentionListProps {
  readonly items: readonly AttentionItemContract[];
  /** Of the money in them. */
  readonly currency: string | undefined;
  /** Of everything: an empty list is good news only when the state is known. */
  readonly status: StatusCode;
  /** Per cent of the error budget; negative: overspent; null: not known. */
  readonly budgetLeft: number | null;
}

/**
 * What somebody should look at, worst first; or that there is nothing, or that nobody knows. What is predicted stands below,
 * with its time and its record, and not here as well.
 */
export function AttentionList({ items, currency, status, budgetLeft }: AttentionListProps) {
  const present = items.filter(({ prediction }) => prediction === null);
  return (
    <section aria-labelledby="attention" className="attention card flex min-h-0 flex-col">
      <h2 id="attention" className="card-title flex justify-between">
        Needs attention, by money at risk
        {present.length === 0 ? null : <span className="font-[450]">{present.length}</span>}
      </h2>
      {present.length === 0 ? (
        <div className="m-auto max-w-[44ch] py-2 text-center text-balance text-ink-2">
          <p>{status === "healthy" && items.length > 0 ? ONLY_PREDICTED : NOTHING_LISTED[status]}</p>
          {status === "healthy" && budgetLeft !== null && budgetLeft < 0 ? <Overspent /> : null}
        </div>
      ) : (
        <ul
          className="-mx-1 mt-1 min-h-0 flex-1 overflow-y-auto px-1"
          tabIndex={0}
          aria-labelledby="attention"
        >
          {present.map((item) => (
            <AttentionRow
              key={`${item.kind} ${item.region} ${item.service} ${item.text}`}
              item={item}
              currency={currency}
            />
          ))}
        </ul>
      )}
      <NextBreaks items={items} currency={currency} />
    </section>
  );
}

/** What went wrong before is no reason to act now, and is not kept quiet. */
function Overspent() {
  return (
    <p className="mt-1">
      Earlier trouble has used up{" "}
      <Link href="/settings/objectives" className="link">
        the error budget
      </Link>
      .
    </p>
  );
}

function AttentionRow({ item, currency }: { item: AttentionItemContract; currency: string | undefined }) {
  const { word, shape, tone } = severityModel(item.severity);
  const { href, money, users } = attentionModel(item, currency);
  const viewHref = useViewHref();
  const regionName = useRegionName();
  const where = [item.service, item.region && regionName(item.region)].filter(Boolean).join(", ");
  return (
    <li className="grid grid-cols-[22px_1fr_auto] gap-3 border-t border-line py-2.5 first:border-t-0">
      <span className={`mt-0.5 grid size-[22px] place-items-center rounded-full ${TONE_CLASS[tone]}`}>
        <StatusShape shape={shape} />
      </span>
      <div>
        <p className="font-[570]">
          <Link href={viewHref(href)} className="hover:underline">
            {item.text}
          </Link>
        </p>
        <p className="text-caption text-ink-2">
          {[word, KIND[item.kind], where].filter((part) => part !== "").join(" · ")}
        </p>
      </div>
      <div className="text-right">
        {money === null ? null : (
          <p className="font-[620]">
            <FigureValue value={money} />
          </p>
        )}
        <p className="text-caption whitespace-nowrap text-ink-2">{users}</p>
      </div>
    </li>
  );
}
