import Link from "next/link";
import type { ReactNode } from "react";

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-xl flex-col justify-center gap-6 px-4 py-12 text-[var(--ink)]">
      <Link className="self-start py-1 font-[650] tracking-[-0.01em] hover:underline" href="/">
        Hyperscale Monitoring
      </Link>
      {children}
    </main>
  );
}
