import { sparklinePath } from "@/lib/pipeline/present/sparkline-path";

const WIDTH = 180;
const HEIGHT = 30;
/** The dot is a stroke, which keeps it round however wide the line is drawn. */
const END_DOT_PX = 5;

/** A small line without axes. It only illustrates: the figure beside it says what matters. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const { path, end } = sparklinePath(values, { width: WIDTH, height: HEIGHT });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-[30px] w-full text-accent"
      aria-hidden="true"
    >
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
      {end === null ? null : (
        <path
          d={`M${end.x} ${end.y}h.01`}
          stroke="currentColor"
          strokeWidth={END_DOT_PX}
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
