"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { toastQueue } from "./toast";

const Toaster = dynamic(() => import("./toaster").then((module) => module.Toaster), { ssr: false });
const never = () => false;

/** The place of short messages. What shows them is loaded with the first one. */
export function ToastHost() {
  const used = useSyncExternalStore(toastQueue.subscribe, toastQueue.wasUsed, never);
  return used ? <Toaster /> : null;
}
