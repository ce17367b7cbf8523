"use client";

import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { NowStore } from "./now-store";
import { preferenceCookie, TIME_ZONE_COOKIE } from "./preference-cookie";

interface Time {
  readonly now: NowStore;
  readonly serverTimeZone: string;
}
const TimeContext = createContext<Time | null>(null);

interface TimeProviderProps {
  /** When the server rendered the page. */
  readonly serverNowMs: number;
  /** The zone it rendered times in. */
  readonly serverTimeZone: string;
  readonly children: ReactNode;
}

/** The present, ticking each second for those who ask, and the visitor's time zone; both hydrate as they were rendered. */
export function TimeProvider({ serverNowMs, serverTimeZone, children }: TimeProviderProps) {
  const [time] = useState(() => ({ now: new NowStore(serverNowMs), serverTimeZone }));
  return (
    <TimeContext value={time}>
      <RememberTimeZone />
      {children}
    </TimeContext>
  );
}

function useTime(): Time {
  const time = useContext(TimeContext);
  if (time === null) throw new Error("needs a TimeProvider above it");
  return time;
}

/** The present, Unix ms. Only for leaves: what uses it renders each second. */
export function useNowMs(): number {
  const { now } = useTime();
  return useSyncExternalStore(now.subscribe, now.nowMs, now.renderedMs);
}

const never = () => () => undefined;
const browserTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The visitor's IANA time zone. */
export function useTimeZone(): string {
  const { serverTimeZone } = useTime();
  return useSyncExternalStore(never, browserTimeZone, () => serverTimeZone);
}

/** So that the next page comes in the visitor's own time from the start. */
function RememberTimeZone() {
  const timeZone = useTimeZone();
  useEffect(() => {
    document.cookie = preferenceCookie(TIME_ZONE_COOKIE, timeZone);
  }, [timeZone]);
  return null;
}
