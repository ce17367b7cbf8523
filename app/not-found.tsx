import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col items-start justify-center gap-3 px-4">
      <h1 className="text-[25px] leading-[1.25] font-[640] tracking-[-0.02em]">There is no such page.</h1>
      <p className="text-ink-2">The address may be mistyped, or the page was moved.</p>
      <Link href="/" className="btn btn-primary">
        To the first page
      </Link>
    </main>
  );
}
