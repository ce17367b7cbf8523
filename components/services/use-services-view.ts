"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback } from "react";
import { STATUS_CODES } from "@/lib/contracts/status-code";
import type { ServiceFilter } from "@/lib/pipeline/present/service-filter";

export const SERVICES_LAYOUTS = ["list", "map"] as const;
export type ServicesLayout = (typeof SERVICES_LAYOUTS)[number];

const PARSERS = {
  q: parseAsString,
  owner: parseAsString,
  tier: parseAsString,
  status: parseAsStringLiteral(STATUS_CODES),
  view: parseAsStringLiteral(SERVICES_LAYOUTS).withDefault("list"),
};
/** So many changes of the address a second are more than browsers allow. */
const TYPING_MS = 250;
const NOTHING: ServiceFilter = { q: null, owner: null, tier: null, status: null };

export interface ServicesView {
  readonly filter: ServiceFilter;
  readonly layout: ServicesLayout;
  /** A choice is a step that the browser's Back undoes. */
  choose(change: Partial<Omit<ServiceFilter, "q">>): void;
  /** What is typed is not: nobody wants to go back letter by letter. */
  search(text: string): void;
  clear(): void;
  setLayout(layout: ServicesLayout): void;
}

/** What the list of services is narrowed to, and how it is shown; all of it in the address. */
export function useServicesView(): ServicesView {
  const [{ view, ...filter }, set] = useQueryStates(PARSERS, { history: "push", scroll: false });
  return {
    filter,
    layout: view,
    choose: useCallback((change) => void set(change as Parameters<typeof set>[0]), [set]),
    search: useCallback(
      (text) => void set({ q: text === "" ? null : text }, { history: "replace", throttleMs: TYPING_MS }),
      [set],
    ),
    clear: useCallback(() => void set(NOTHING as Parameters<typeof set>[0]), [set]),
    setLayout: useCallback((layout) => void set({ view: layout }), [set]),
  };
}
