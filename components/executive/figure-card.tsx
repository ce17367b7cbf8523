"use client";

import { useQuery } from "@tanstack/react-query";
import { Sparkline } from "@/components/charts/sparkline";
import { sparkQuery } from "@/components/queries/history-queries";
import { FigureExplanation, type FigureSource } from "@/components/ui/figure-explanation";
import { FigureValue } from "@/components/ui/figure-value";
import type { FigureModel } from "@/lib/pipeline/present/figure-model";
import { SPARK_METRICS, type SparkName } from "@/lib/pipeline/present/history-metric";

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
          <p className="mt-0.5 text-[23px] leading-[1.2] font-[640] tracking-[-0.025em] sm:text-[27px]">
            <FigureValue value={figure.value} focusable />
          </p>
          <p className="min-h-[1.4em] text-caption text-ink-2">{figure.note}</p>
          <div className="mt-auto pt-1.5">
            {isSpark(figure.id) ? <FigureSpark name={figure.id} /> : <ScoreBar score={figure.value.number} />}
          </div>
        </>
      )}
    </article>
  );
}

function Missing({ figure }: { figure: FigureModel }) {
  return (
    <div className="mt-1">
      <p className="font-semibold text-ink-2">{figure.missing?.word}</p>
      <p className="mt-0.5 line-clamp-3 text-caption text-ink-2" title={figure.missing?.remedy}>
        {figure.missing?.remedy}
      </p>
    </div>
  );
}

function isSpark(id: string): id is SparkName {
  return id in SPARK_METRICS;
}

/** The last hour, a point a minute. It keeps its place while it loads; without data it stays empty. */
function FigureSpark({ name }: { name: SparkName }) {
  const { id, points } = SPARK_METRICS[name];
  const { data } = useQuery(sparkQuery({ metric: id, region: null, points }));
  return <Sparkline values={data?.data.points.map((point) => point.value) ?? []} />;
}

/** A score fills a scale from 0 to 100. */
function ScoreBar({ score }: { score: string }) {
  return (
    <div className="flex h-[30px] items-end" aria-hidden="true">
      <div className="h-1.5 w-full overflow-hidden rounded-full bg-line">
        <div className="h-full rounded-full bg-ink-3" style={{ width: `${score}%` }} />
      </div>
    </div>
  );
}
