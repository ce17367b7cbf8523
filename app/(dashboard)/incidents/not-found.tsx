import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "Unknown incident" };

export default function NotFound() {
  return (
    <div className="mx-auto flex max-w-xl flex-col items-start gap-3 py-16">
      <h1 className="text-[25px] leading-[1.25] font-[640] tracking-[-0.02em]">There is no such incident.</h1>
      <p className="text-ink-2">The address may be mistyped.</p>
      <Link href="/incidents" className="btn btn-primary">
        To all incidents
      </Link>
    </div>
  );
}
