"use client";

import { parseAsString, useQueryState, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import {
  shownZone,
  viewOf,
  viewSearch,
  withSearch,
  type Compare,
  type Refresh,
  type ViewModel,
} from "@/lib/pipeline/present/view";
import { useSlowNowMs, useTimeZone } from "./time-context";

const PARSERS = {
  from: parseAsString,
  to: parseAsString,
  tz: parseAsString,
  compare: parseAsString,
  refresh: parseAsString,
};

/** Null goes back to the default, and out of the address. */
export interface ViewChange {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly tz?: string | null;
  readonly compare?: Compare | null;
  readonly refresh?: Refresh | null;
}

export interface View extends ViewModel {
  /** Changes the address. Each change is a step that the browser's Back undoes. */
  set(change: ViewChange): void;
}

/**
 * What the visitor looks at: time range, zone, comparison and refresh, all of it in the address. The range of one that ends
 * now moves on every ten seconds.
 */
export function useView(): View {
  const [params, setParams] = useQueryStates(PARSERS, { history: "push", scroll: false });
  const nowMs = useSlowNowMs();
  const browserZone = useTimeZone();
  const set = useCallback((change: ViewChange) => void setParams(change), [setParams]);
  const { from, to, tz, compare, refresh } = params;
  return useMemo(
    () => ({ ...viewOf({ from, to, tz, compare, refresh }, { nowMs, browserZone }), set }),
    [from, to, tz, compare, refresh, nowMs, browserZone, set],
  );
}

/** The IANA zone that every time on a page is shown in: the address's, else the browser's. */
export function useShownZone(): string {
  const [choice] = useQueryState("tz");
  return shownZone(choice, useTimeZone());
}

/** Links between pages keep the view: `href("/regions/eu-west-1")`. */
export function useViewHref(): (path: string) => string {
  const [params] = useQueryStates(PARSERS);
  const search = viewSearch(params);
  return useCallback((path) => withSearch(path, search), [search]);
}
