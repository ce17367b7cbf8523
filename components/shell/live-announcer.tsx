"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLive } from "@/components/queries/live-context";
import { executiveQuery } from "@/components/queries/snapshot-queries";
import { freshness } from "@/lib/pipeline/present/freshness";
import { liveNews } from "@/lib/pipeline/present/live-news";
import { announce, SILENT } from "./announcer";
import { useNowMs } from "./time-context";

/** Tells screen readers politely what changes on any page: the state of everything, and figures that stop coming. */
export function LiveAnnouncer() {
  const { data } = useQuery(executiveQuery);
  const connection = useLive();
  const nowMs = useNowMs();
  const [announcer, setAnnouncer] = useState(SILENT);
  if (data !== undefined) {
    const { global_system_health: status, headline } = data.data;
    const asOfMs = data.meta.as_of === null ? null : Date.parse(data.meta.as_of);
    const news = liveNews(status, headline, freshness(connection, asOfMs, nowMs).state);
    const next = announce(announcer, news, nowMs);
    if (next !== announcer) setAnnouncer(next);
  }
  return (
    <p role="status" className="sr-only" data-announced="">
      {announcer.said}
    </p>
  );
}
