const GAP_PX = 6;
const EDGE_PX = 12;

/** Puts a popover under its button, or above it in the lower half of the window; never over the edge: it scrolls instead. */
export function placePanel(
  button: HTMLElement | null,
  panel: HTMLElement | null,
  { widthPx, align }: { readonly widthPx: number; readonly align: "left" | "right" },
): void {
  if (button === null || panel === null) return;
  const at = button.getBoundingClientRect();
  const width = Math.min(widthPx, window.innerWidth - 2 * EDGE_PX);
  const wanted = align === "right" ? at.right - width : at.left;
  const left = Math.min(Math.max(EDGE_PX, wanted), window.innerWidth - width - EDGE_PX);
  const below = at.bottom < window.innerHeight / 2;
  const roomPx = (below ? window.innerHeight - at.bottom : at.top) - GAP_PX - EDGE_PX;
  panel.style.maxHeight = `${roomPx}px`;
  panel.style.width = `${width}px`;
  panel.style.left = `${left}px`;
  panel.style.top = below ? `${at.bottom + GAP_PX}px` : "auto";
  panel.style.bottom = below ? "auto" : `${window.innerHeight - at.top + GAP_PX}px`;
}
