import type { FormattedValue } from "@/lib/pipeline/present/format-number";
import { THIN_SPACE } from "@/lib/pipeline/present/format-number";

/** A number with its unit; the exact value on hover, on focus and for screen readers. */
export function FigureValue({ value, focusable = false }: { value: FormattedValue; focusable?: boolean }) {
  return (
    <span
      title={value.exact}
      tabIndex={focusable ? 0 : undefined}
      role="img"
      aria-label={value.exact}
      className="whitespace-nowrap tabular-nums"
    >
      {value.number}
      {value.unit === "" ? null : (
        <small className="figure-unit">
          {THIN_SPACE}
          {value.unit}
        </small>
      )}
    </span>
  );
}
