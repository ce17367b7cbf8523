import { HydrationBoundary, type DehydratedState } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LiveProvider } from "@/components/queries/live-context";
import { QueryProvider } from "@/components/queries/query-provider";
import { DemoMark } from "./demo-mark";
import { LateShellParts } from "./late-shell-parts";
import type { NavItem } from "./nav-links";
import type { Theme } from "./preference-cookie";
import { PrintNote } from "./print-note";
import { TimeProvider } from "./time-context";
import { TopBar } from "./top-bar";

interface ShellProps {
  readonly nav: readonly NavItem[];
  readonly settings: readonly NavItem[];
  readonly mayRunCycle: boolean;
  readonly person: { readonly name: string; readonly role: string | null };
  readonly theme: Theme;
  /** Whether single keys are shortcuts, as the visitor left it. */
  readonly shortcutsEnabled: boolean;
  readonly serverNowMs: number;
  readonly serverTimeZone: string;
  /** Simulated telemetry is to be expected here. */
  readonly demo: boolean;
  /** The figures that the shell itself shows. */
  readonly queries: DehydratedState;
  readonly children: ReactNode;
}

/** What surrounds every page: top bar, demo mark, the live stream and the clock; keys, dialogs and messages. */
export function Shell(props: ShellProps) {
  const { nav, settings, mayRunCycle, shortcutsEnabled, person, theme } = props;
  const { serverNowMs, serverTimeZone, demo, queries, children } = props;
  return (
    <QueryProvider>
      <HydrationBoundary state={queries}>
        <TimeProvider serverNowMs={serverNowMs} serverTimeZone={serverTimeZone}>
          <LiveProvider>
            <a
              href="#content"
              className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-30 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
            >
              Skip to the content
            </a>
            <TopBar nav={nav} person={person} theme={theme} />
            <DemoMark expected={demo} />
            <PrintNote person={person.name} />
            <main
              id="content"
              tabIndex={-1}
              className="mx-auto max-w-[1680px] px-4 pt-3.5 pb-5 outline-none sm:px-7"
            >
              {children}
            </main>
            <LateShellParts
              nav={nav}
              settings={settings}
              mayRunCycle={mayRunCycle}
              shortcutsEnabled={shortcutsEnabled}
            />
          </LiveProvider>
        </TimeProvider>
      </HydrationBoundary>
    </QueryProvider>
  );
}
