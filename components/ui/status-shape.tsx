import type { ReactNode } from "react";
import type { Shape } from "@/lib/pipeline/present/status-model";

const SHAPES: Readonly<Record<Shape, ReactNode>> = {
  circle: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  triangle: <path d="M5 .8 9.6 9H.4Z" fill="currentColor" />,
  diamond: <path d="M5 0 10 5 5 10 0 5Z" fill="currentColor" />,
  square: <rect x=".8" y=".8" width="8.4" height="8.4" rx=".8" fill="currentColor" />,
  ring: <circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  clock: (
    <path
      d="M5 .9a4.1 4.1 0 1 0 0 8.2A4.1 4.1 0 0 0 5 .9ZM5 2.6V5l1.7 1"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
    />
  ),
};

/** The shape of a state; a word always stands beside it. */
export function StatusShape({ shape, size = 10 }: { shape: Shape; size?: number }) {
  return (
    <svg viewBox="0 0 10 10" width={size} height={size} aria-hidden="true" className="shrink-0">
      {SHAPES[shape]}
    </svg>
  );
}
