import Link from "next/link";
import type { ReactNode } from "react";
import { ProductMark } from "@/components/shell/product-mark";

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-lg flex-col justify-center gap-5 px-4 py-10 text-[var(--ink)]">
      <Link
        className="flex items-center gap-2.5 self-start py-1 text-[15px] font-[650] tracking-[-0.01em] hover:underline"
        href="/"
      >
        <ProductMark />
        Hyperscale Monitoring
      </Link>
      {children}
    </main>
  );
}
