"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

export interface NavItem {
  readonly href: string;
  readonly label: string;
  /** A page outside the app router's pages. */
  readonly document?: boolean;
}

const BASE = "flex items-center border-b-2 pt-0.5 whitespace-nowrap hover:text-ink";

/** The main navigation; the page one is on is marked by weight and line. */
export function NavLinks({ items }: { items: readonly NavItem[] }) {
  const here = usePathname();
  return (
    <nav aria-label="Main" className="flex gap-5 self-stretch text-ink-2">
      {items.map(({ href, label, document }) => {
        const current = href === "/" ? here === "/" : here.startsWith(href);
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
