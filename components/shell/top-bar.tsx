import Link from "next/link";
import { AccountMenu } from "./account-menu";
import { LiveIndicator } from "./live-indicator";
import { NavLinks, type NavItem } from "./nav-links";
import type { Theme } from "./preference-cookie";
import { ThemeToggle } from "./theme-toggle";

interface TopBarProps {
  readonly nav: readonly NavItem[];
  readonly person: { readonly name: string; readonly role: string | null };
  readonly theme: Theme;
}

/** One line on a desk; brand and state above the navigation on a phone. */
export function TopBar({ nav, person, theme }: TopBarProps) {
  return (
    <header className="border-b border-line bg-card">
      <div className="mx-auto flex max-w-[1680px] flex-wrap items-stretch gap-x-3 px-4 lg:gap-x-7 sm:px-7 lg:h-[52px] lg:flex-nowrap">
        <Link
          href="/"
          className="flex h-11 items-center font-[650] tracking-[-0.01em] whitespace-nowrap lg:h-auto"
        >
          Hyperscale Monitoring
        </Link>
        <div className="order-3 -mx-4 flex h-10 basis-full items-stretch overflow-x-auto px-4 sm:-mx-7 sm:px-7 lg:order-none lg:mx-0 lg:h-auto lg:basis-auto lg:overflow-visible lg:px-0">
          <NavLinks label="Main" items={nav} />
        </div>
        <div className="ml-auto flex items-center gap-1.5 sm:gap-2.5">
          <LiveIndicator />
          <span className="max-sm:hidden">
            <ThemeToggle initial={theme} />
          </span>
          <AccountMenu person={person} theme={theme} />
        </div>
      </div>
    </header>
  );
}
