import type { ReactNode } from "react";

/** The one box of these pages, with its heading. */
export function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 rounded-card border border-line bg-card p-5 sm:p-6">
      <h1 className="text-[21px] leading-[1.25] font-[640] tracking-[-0.02em]">{title}</h1>
      {children}
    </section>
  );
}
