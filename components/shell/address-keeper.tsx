"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect } from "react";

/** By then the router has followed a step, where it does. */
const FOLLOWED_MS = 300;

/**
 * Makes the router follow the address. Where one Back comes before the answer to the one before, Next (16.4) can end with the
 * earlier step's search while the browser's address is the later one's; it then stays so. Asked for the address once more,
 * it takes it.
 */
export function AddressKeeper() {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      const shown = new URLSearchParams(location.search).toString();
      if (location.pathname === pathname && shown !== search)
        router.replace(location.href, { scroll: false });
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(follow, FOLLOWED_MS);
    };
    soon(); // the router's step may be one that the browser has left already
    addEventListener("popstate", soon);
    return () => {
      clearTimeout(timer);
      removeEventListener("popstate", soon);
    };
  }, [router, pathname, search]);
  return null;
}
