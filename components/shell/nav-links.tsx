"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

export interface NavItem {
  readonly href: string;
  readonly label: string;
  /** A page outside the app router's pages. */
  readonly document?: boolean;
  /** Pages below this path belong to the item too; without it, those below its own. */
  readonly section?: string;
}

const BASE = "flex items-center border-b-2 pt-0.5 whitespace-nowrap hover:text-ink";

/** A navigation in one line; the page one is on is marked by weight and line. */
export function NavLinks({ label: name, items }: { label: string; items: readonly NavItem[] }) {
  const here = usePathname();
  return (
    <nav aria-label={name} className="flex gap-5 self-stretch text-ink-2">
      {items.map(({ href, label, document, section = href }) => {
        const current = href === "/" ? here === "/" : here.startsWith(section);
        const className = `${BASE} ${current ? "border-accent font-semibold text-ink" : "border-transparent"}`;
        return document ? (
          <a key={href} href={href} className={className}>
            {label}
          </a>
        ) : (
          <Link key={href} href={href} className={className} aria-current={current ? "page" : undefined}>
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
