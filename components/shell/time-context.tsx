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

const SLOW_TICK_MS = 10_000;

/** The present to the last full ten seconds: what uses it renders no more often than figures come. */
export function useSlowNowMs(): number {
  const { now } = useTime();
  const slow = (nowMs: number) => Math.floor(nowMs / SLOW_TICK_MS) * SLOW_TICK_MS;
  return useSyncExternalStore(
    now.subscribe,
    () => slow(now.nowMs()),
    () => slow(now.renderedMs()),
  );
}

/** Reads the present at the moment of the call; renders nothing by itself. */
export function useClock(): () => number {
  return useTime().now.readMs;
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
