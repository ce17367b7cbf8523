"use client";

import type { ReactNode } from "react";
import { LineMark } from "@/components/charts/line-mark";
import { useView } from "@/components/shell/view-state";
import { showToast } from "@/components/ui/toast";
import type { MetricsHistoriesResponse } from "@/lib/contracts/metrics-histories";
import type { TimeSeriesModel } from "@/lib/pipeline/present/time-series";
import { PanelStaleMark } from "./panel-stale-mark";

interface PanelHeaderProps {
  readonly headingId: string;
  readonly headingLevel: "h2" | "h3";
  /** Which figure of where. */
  readonly subject: string;
  /** null: the subject says the unit. */
  readonly unitWords: string | null;
  readonly fileName: string;
  readonly model: TimeSeriesModel | null;
  readonly answer: MetricsHistoriesResponse | undefined;
  readonly table: boolean;
  readonly onTable: (table: boolean) => void;
  readonly controls: ReactNode;
}

/** What a panel shows, whether it is late, and what can be done with it. */
export function PanelHeader({ headingLevel: Heading, subject, model, answer, ...rest }: PanelHeaderProps) {
  const { timeZone, toText } = useView();
  const asOf = answer?.meta.as_of ?? null;
  const download = () => {
    if (model === null) return;
    const file = { name: rest.fileName, unit: answer?.data.series[0]?.unit, timeZone };
    import("./download-series").then(
      (module) => module.downloadSeries(model, file),
      () => showToast({ text: "The file could not be made: the page lost its connection." }),
    );
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <Heading id={rest.headingId} className="card-title">
        {subject}
        <span className="font-[450]">
          {rest.unitWords === null ? null : `, ${rest.unitWords}`} — measured
          {(model?.foretold ?? null) === null ? null : (
            <ForecastKey role="foretold">forecast a day before, 80 % band</ForecastKey>
          )}
          {(model?.forecast ?? null) === null ? null : (
            <ForecastKey role="forecast">forecast, 80 and 95 % bands</ForecastKey>
          )}
        </span>
      </Heading>
      <div className="flex flex-wrap items-center gap-2">
        {answer === undefined || asOf === null || toText !== "now" ? null : (
          <PanelStaleMark asOfMs={Date.parse(asOf)} stepSeconds={answer.data.step_seconds} />
        )}
        {rest.controls}
        <button
          type="button"
          className="btn min-h-[28px]! py-0.5!"
          onClick={() => rest.onTable(!rest.table)}
          aria-label={`${rest.table ? "Chart" : "Table"}: ${subject}`}
        >
          {rest.table ? "Chart" : "Table"}
        </button>
        <button
          type="button"
          className="btn min-h-[28px]! py-0.5!"
          disabled={model === null || model.empty}
          onClick={download}
          aria-label={`CSV of ${subject}`}
        >
          CSV
        </button>
      </div>
    </div>
  );
}

/** How a forecast looks: it is named where it is drawn. */
function ForecastKey({ role, children }: { role: "forecast" | "foretold"; children: ReactNode }) {
  return (
    <>
      ,{" "}
      <span className="inline-flex items-center gap-1 whitespace-nowrap" data-key={role}>
        <LineMark role={role} /> {children}
      </span>
    </>
  );
}
