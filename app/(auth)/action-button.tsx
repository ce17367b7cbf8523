import type { ComponentProps } from "react";

const SHARED =
  "min-h-10 rounded-[7px] px-4 font-medium focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-[var(--accent)] disabled:opacity-60";
const LOOKS = {
  main: "bg-accent text-on-accent hover:bg-[color-mix(in_oklab,var(--accent)_88%,var(--ink))]",
  plain: "border border-line-strong text-ink hover:bg-quiet-bg",
} as const;

interface ActionButtonProps extends ComponentProps<"button"> {
  readonly look?: keyof typeof LOOKS;
}

export function ActionButton({ look = "main", className = "", ...button }: ActionButtonProps) {
  return <button type="button" {...button} className={`${SHARED} ${LOOKS[look]} ${className}`} />;
}
