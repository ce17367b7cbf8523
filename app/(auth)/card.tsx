import type { ReactNode } from "react";

/** The one box of these pages, with its heading. */
export function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-5 rounded-lg border border-[var(--line)] bg-[var(--card)] p-6">
      <h1 className="text-xl font-semibold">{title}</h1>
      {children}
    </section>
  );
}
