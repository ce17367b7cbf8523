import { MAP } from "@/lib/pipeline/present/equal-earth";
import { landPath } from "./land-path";

/** Drawn once a process. */
const LAND = landPath();

/** The land behind the regions. Rendered on the server and handed to the page: the atlas stays there. */
export function WorldLand() {
  return (
    <svg viewBox={`0 0 ${MAP.width} ${MAP.height}`} className="world-land" aria-hidden="true">
      <path d={LAND} />
    </svg>
  );
}
