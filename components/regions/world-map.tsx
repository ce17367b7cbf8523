"use client";

import Link from "next/link";
import { useState, type CSSProperties, type ReactNode } from "react";
import { useViewHref } from "@/components/shell/view-state";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_CLASS } from "@/components/ui/tone-class";
import type { RegionContract } from "@/lib/contracts/region";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { MapMark } from "@/lib/pipeline/present/world-map";
import { MapTip } from "./map-tip";
import "./world-map.css";

interface WorldMapProps {
  /** Drawn by the server. */
  readonly land: ReactNode;
  readonly marks: readonly MapMark[];
  readonly regions: readonly RegionalMetricsContract[];
  readonly catalog: readonly RegionContract[];
}

/** Regions where they are: as large as their traffic, marked by their state, each a link to its page. */
export function WorldMap({ land, marks, regions, catalog }: WorldMapProps) {
  const [shown, setShown] = useState<string | null>(null);
  const mark = marks.find(({ code }) => code === shown);
  const region = regions.find((each) => each.region === shown);
  return (
    <div
      className="world-map"
      onKeyDown={(event) => {
        if (event.key === "Escape") setShown(null);
      }}
    >
      {land}
      {marks.map((each) => (
        <Mark key={each.code} mark={each} onShow={setShown} />
      ))}
      {mark && region ? (
        <MapTip mark={mark} region={region} place={catalog.find(({ code }) => code === mark.code)} />
      ) : null}
    </div>
  );
}

function Mark({ mark, onShow }: { mark: MapMark; onShow: (code: string | null) => void }) {
  const href = useViewHref();
  const { code, name, line, state, wide, narrow } = mark;
  const hide = () => onShow(null);
  const style: Record<string, string> = {
    left: percent(mark.x),
    top: percent(mark.y),
    "--wide": `${wide.diameterPx}px`,
    "--narrow": `${narrow.diameterPx}px`,
  };
  return (
    <Link
      href={href(`/regions/${encodeURIComponent(code)}`)}
      className={`map-mark ${TONE_CLASS[state.tone]}`}
      style={style as CSSProperties}
      aria-label={`${name}: ${line}`}
      data-region={code}
      data-state={state.word.toLowerCase()}
      data-sized={mark.sized}
      onMouseEnter={() => onShow(code)}
      onMouseLeave={hide}
      onFocus={() => onShow(code)}
      onBlur={hide}
    >
      <StatusShape shape={state.shape} size={12} />
      {wide.side === null ? null : (
        <span className="map-label map-label-wide" data-side={wide.side}>
          <b className="font-semibold">{name}</b>
          <br />
          <span className="text-caption text-ink-2">{line}</span>
        </span>
      )}
      {narrow.side === null ? null : (
        <span className="map-label map-label-narrow" data-side={narrow.side}>
          {name}
        </span>
      )}
    </Link>
  );
}

const PER_CENT = 100;
const DIGITS = 2;

function percent(share: number): string {
  return `${(share * PER_CENT).toFixed(DIGITS)}%`;
}
