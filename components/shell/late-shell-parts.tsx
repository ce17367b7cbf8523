"use client";

import dynamic from "next/dynamic";

/** Loaded once the page is there: the first picture needs none of it. */
export const LateShellParts = dynamic(() => import("./shell-parts").then((module) => module.ShellParts), {
  ssr: false,
});
