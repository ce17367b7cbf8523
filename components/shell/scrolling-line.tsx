"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef, type ReactNode } from "react";

/** A navigation longer than the window: it shows where one is, and fades where it goes on. */
export function ScrollingLine({ children }: { children: ReactNode }) {
  const line = useRef<HTMLDivElement>(null);
  const here = usePathname();
  useEffect(() => {
    const current = line.current?.querySelector<HTMLElement>("[aria-current='page']");
    if (!line.current || !current) return;
    const room = line.current.clientWidth - current.offsetWidth;
    line.current.scrollLeft = current.offsetLeft - line.current.offsetLeft - room / 2;
  }, [here]);
  return (
    <div className="-mx-4 mb-4 border-b border-line sm:-mx-7 kiosk:hidden print:hidden">
      <div
        ref={line}
        className="relative -mb-px flex h-10 [scrollbar-width:none] overflow-x-auto mask-r-from-[calc(100%-16px)] px-4 sm:mask-r-from-[calc(100%-28px)] sm:px-7"
      >
        {children}
      </div>
    </div>
  );
}
