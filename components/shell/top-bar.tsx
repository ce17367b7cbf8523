import Link from "next/link";
import { AccountMenu } from "./account-menu";
import { LiveIndicator } from "./live-indicator";
import { MainMenu } from "./main-menu";
import type { NavItem } from "./nav-links";
import type { Theme } from "./preference-cookie";
import { ProductMark } from "./product-mark";
import { SearchButton } from "./search-button";
import { ThemeToggle } from "./theme-toggle";

interface TopBarProps {
  readonly nav: readonly NavItem[];
  readonly person: { readonly name: string; readonly role: string | null };
  readonly theme: Theme;
}

/**
 * One line everywhere; what has no room on a phone is in one of its two menus. The name gives way to its mark where the whole
 * navigation has just come into the line.
 */
export function TopBar({ nav, person, theme }: TopBarProps) {
  return (
    <header className="border-b border-line bg-card print:hidden">
      <div className="mx-auto flex h-12 max-w-[1680px] items-center gap-x-2 px-4 sm:px-7 lg:h-[52px] lg:gap-x-5">
        <Link
          href="/"
          aria-label="Hyperscale Monitoring"
          className="flex min-h-9 min-w-6 shrink-0 items-center gap-2 font-[650] tracking-[-0.01em] whitespace-nowrap max-lg:order-2"
        >
          <ProductMark className="sm:max-lg:hidden min-[1640px]:hidden" />
          <span className="max-sm:hidden lg:max-[1639px]:hidden">Hyperscale Monitoring</span>
        </Link>
        <div className="flex items-center self-stretch max-lg:order-1 kiosk:hidden">
          <MainMenu items={nav} />
        </div>
        <div className="order-3 ml-auto flex items-center gap-1.5 sm:gap-2.5">
          <LiveIndicator />
          <span className="contents kiosk:hidden">
            <SearchButton />
            <span className="max-xl:hidden">
              <ThemeToggle initial={theme} />
            </span>
            <AccountMenu person={person} theme={theme} />
          </span>
        </div>
      </div>
    </header>
  );
}
