"use client";

import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { executiveQuery } from "@/components/queries/snapshot-queries";
import { formatDateTime } from "@/lib/pipeline/present/format-time";
import { useShownZone } from "./view-state";

/** On paper alone: what the figures are of, who printed them, and where they are to be seen as they are now. */
export function PrintNote({ person }: { person: string }) {
  const { data } = useQuery(executiveQuery);
  const timeZone = useShownZone();
  const address = useSyncExternalStore(beforePrinting, currentAddress, () => "");
  const asOf = data?.meta.as_of ?? null;
  return (
    <p className="print-note" data-print-note="">
      <b>Hyperscale Monitoring</b>
      {" · "}
      {asOf === null ? "no figures yet" : `as of ${formatDateTime(Date.parse(asOf), timeZone)}`}
      {" · "}printed by {person}
      {" · "}
      <span className="break-all">{address}</span>
    </p>
  );
}

const currentAddress = () => window.location.href;

function beforePrinting(listener: () => void): () => void {
  window.addEventListener("beforeprint", listener);
  return () => window.removeEventListener("beforeprint", listener);
}
