"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { ActiveCount } from "@/components/incidents/active-count";
import { useViewHref } from "./view-state";

export interface NavItem {
  readonly href: string;
  readonly label: string;
  /** A page outside the app router's pages. */
  readonly document?: boolean;
  /** Pages below this path belong to the item too; without it, those below its own. */
  readonly section?: string;
  /** Whose number stands beside it. */
  readonly counts?: "incidents";
}

const LINE = "flex gap-4 self-stretch text-ink-2 min-[1640px]:gap-5";
/** Where the line is short, what the search leads to as well gives way. */
const GIVES_WAY = "lg:max-xl:hidden";
const IN_LINE = "flex items-center border-b-2 pt-0.5 whitespace-nowrap hover:text-ink";
/** What a narrow window's menu makes of it. */
const MENU = "max-lg:flex-col max-lg:gap-0 lg:max-xl:gap-3";
const IN_MENU = "max-lg:min-h-10 max-lg:border-b-0 max-lg:border-l-2 max-lg:px-3 max-lg:pt-0";

interface NavLinksProps {
  readonly label: string;
  readonly items: readonly NavItem[];
  /** Below each other in a narrow window. */
  readonly menu?: boolean;
}

/** A navigation in one line; the page one is on is marked by weight and line. What is looked at stays the same. */
export function NavLinks({ label: name, items, menu = false }: NavLinksProps) {
  const here = usePathname();
  const inView = useViewHref();
  return (
    <nav aria-label={name} className={menu ? `${LINE} ${MENU}` : LINE}>
      {items.map(({ href, label, document, counts, section = href }) => {
        const current = href === "/" ? here === "/" : isBelow(here, section);
        const state = current ? "border-accent font-semibold text-ink" : "border-transparent";
        const className = `${IN_LINE} ${menu ? IN_MENU : ""} ${state}`;
        return document ? (
          <a key={href} href={href} className={`${className} ${menu ? GIVES_WAY : ""}`}>
            {label}
          </a>
        ) : (
          <Link
            key={href}
            href={inView(href)}
            className={className}
            aria-current={current ? "page" : undefined}
          >
            {label}
            {counts === "incidents" ? <ActiveCount /> : null}
          </Link>
        );
      })}
    </nav>
  );
}

function isBelow(path: string, section: string): boolean {
  return path === section || path.startsWith(`${section}/`);
}
