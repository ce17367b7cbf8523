/** What went wrong, announced to screen readers when it appears. */
export function ErrorText({ text }: { readonly text: string | null }) {
  return (
    <p role="alert" className="text-sm font-medium text-[var(--crit)] empty:hidden">
      {text}
    </p>
  );
}
