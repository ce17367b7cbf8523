import type { ReactNode } from "react";
import { signedInPageActor } from "@/lib/http/page-actor";

/** Sends strangers to sign in before anything is sent: inside the skeleton it would be too late for a redirect. */
export default async function Layout({ children }: { children: ReactNode }) {
  await signedInPageActor("/incidents");
  return children;
}
