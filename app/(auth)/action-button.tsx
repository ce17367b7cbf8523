import type { ComponentProps } from "react";

const SHARED =
  "min-h-11 rounded-md px-4 font-medium focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-[var(--accent)] disabled:opacity-60";
const LOOKS = {
  main: "bg-[var(--ink)] text-[var(--card)]",
  plain: "border border-[var(--ink-2)] text-[var(--ink)]",
} as const;

interface ActionButtonProps extends ComponentProps<"button"> {
  readonly look?: keyof typeof LOOKS;
}

export function ActionButton({ look = "main", className = "", ...button }: ActionButtonProps) {
  return <button type="button" {...button} className={`${SHARED} ${LOOKS[look]} ${className}`} />;
}
