"use client";

import { useQuery } from "@tanstack/react-query";
import { Sparkline } from "@/components/charts/sparkline";
import { sparksQuery } from "@/components/queries/history-queries";
import { StatusShape } from "@/components/ui/status-shape";
import { FigureExplanation, type FigureSource } from "@/components/ui/figure-explanation";
import { FigureValue } from "@/components/ui/figure-value";
import type { FormattedValue } from "@/lib/pipeline/present/format-number";
import type { FigureModel } from "@/lib/pipeline/present/figure-model";
import { SPARK_METRICS, type SparkName } from "@/lib/pipeline/present/history-metric";
import { unbroken } from "@/lib/pipeline/present/unbroken";

const SIZE = "text-[23px] leading-[1.2] sm:text-[27px]";
/** A range has two amounts: as high as the others, in smaller figures. */
const LONG_SIZE = "text-[15px] leading-[1.84] sm:text-[17px] sm:leading-[1.9]";
const LONG_FROM = 11;

function isLong({ number, unit }: FormattedValue): boolean {
  return number.length + unit.length >= LONG_FROM;
}

/** One of the figures that come first. Without a value it says why, and what to do. */
export function FigureCard({ figure, source }: { figure: FigureModel; source: FigureSource }) {
  return (
    <article className="card flex min-h-[118px] flex-col" data-figure={figure.id}>
      <div className="flex items-center justify-between gap-2">
        <h2 className="card-title">{figure.label}</h2>
        <FigureExplanation figure={figure} source={source} />
      </div>
      {figure.value === null ? (
        <Missing figure={figure} />
      ) : (
        <>
          <p
            className={`mt-0.5 font-[640] tracking-[-0.025em] ${isLong(figure.value) ? LONG_SIZE : SIZE}`}
            data-long={isLong(figure.value) || undefined}
          >
            <FigureValue value={figure.value} focusable />
          </p>
          <ComparedLine figure={figure} />
          <p className="min-h-[1.4em] text-caption text-ink-2">{figure.note && unbroken(figure.note)}</p>
          <div className="mt-auto pt-1.5">{isSpark(figure.id) ? <FigureSpark name={figure.id} /> : null}</div>
        </>
      )}
    </article>
  );
}

function Missing({ figure }: { figure: FigureModel }) {
  return (
    <div className="mt-1">
      <p className="flex items-center gap-1.5 font-semibold text-ink-2">
        {figure.missing?.stale ? <StatusShape shape="ring" /> : null}
        {figure.missing?.word}
      </p>
      <p className="mt-0.5 line-clamp-3 text-caption text-ink-2" title={figure.missing?.remedy}>
        {figure.missing?.remedy}
      </p>
      {figure.note === null ? null : <p className="mt-0.5 text-caption text-ink-2">{figure.note}</p>}
    </div>
  );
}

/** Against the same time last week; the exact figure of then on hover and focus. */
function ComparedLine({ figure: { comparison } }: { figure: FigureModel }) {
  if (comparison === null) return null;
  return (
    <p className="text-caption text-ink-2" title={comparison.exact}>
      <b className="font-semibold text-ink">{comparison.change}</b> {comparison.against}
    </p>
  );
}

function isSpark(id: string): id is SparkName {
  return id in SPARK_METRICS;
}

/** The last hour, a point a minute. It keeps its place while it loads; without data it stays empty. */
function FigureSpark({ name }: { name: SparkName }) {
  const { data } = useQuery(sparksQuery);
  const series = data?.data.series.find(({ metric }) => metric === SPARK_METRICS[name]);
  return <Sparkline values={series?.values ?? []} />;
}
