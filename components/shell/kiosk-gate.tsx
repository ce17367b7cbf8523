"use client";

import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { isKiosk, KIOSK } from "./kiosk-parameter";

const KioskMode = dynamic(() => import("./kiosk-mode").then((module) => module.KioskMode), { ssr: false });

/** TV mode while the address says so. The server marked the first page already; this follows the address from there. */
export function KioskGate() {
  const on = isKiosk(useSearchParams().get(KIOSK));
  useEffect(() => void document.documentElement.toggleAttribute("data-kiosk", on), [on]);
  return on ? <KioskMode /> : null;
}
