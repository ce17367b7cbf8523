"use client";

import dynamic from "next/dynamic";
import type { FigureModel } from "@/lib/pipeline/present/figure-model";
import { ExplainButton } from "./explain-button";
import { NotLoaded } from "./not-loaded";

const FigureFacts = dynamic<{ figure: FigureModel; source: FigureSource }>(
  () =>
    import("./figure-facts").then(
      (module) => module.FigureFacts,
      () => NotLoaded,
    ),
  { ssr: false },
);

/** What all figures of a page have in common. */
export interface FigureSource {
  readonly asOfMs: number | null;
  readonly demo: boolean;
}

/** The '?' of a figure: formula, inputs, source, age, and the exact value. */
export function FigureExplanation({ figure, source }: { figure: FigureModel; source: FigureSource }) {
  return (
    <ExplainButton subject={figure.label}>
      <FigureFacts figure={figure} source={source} />
    </ExplainButton>
  );
}
