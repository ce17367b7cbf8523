import type { ReactNode } from "react";
import { signedInPageActor } from "@/lib/http/page-actor";

/** Sends strangers to sign in before anything is sent. */
export default async function Layout({ children }: { children: ReactNode }) {
  await signedInPageActor("/incidents/reliability");
  return children;
}
