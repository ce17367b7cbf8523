import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { pageActor, signedInPageActor } from "@/lib/http/page-actor";
import { decodedSegment } from "@/lib/pipeline/present/path-segment";
import { knownRegion } from "./known-region";

interface LayoutProps {
  readonly params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const actor = await pageActor();
  if (actor.kind === "anonymous") return { title: "Region" };
  const region = await knownRegion(actor, decodedSegment((await params).code));
  return { title: region?.name ?? "Unknown region" };
}

/**
 * Refuses a region that never reported, and sends strangers to sign in, before anything is sent: inside the skeleton it
 * would be too late for a status or a redirect.
 */
export default async function Layout({ children, params }: LayoutProps & { children: ReactNode }) {
  const { code } = await params;
  const actor = await signedInPageActor(`/regions/${code}`);
  if ((await knownRegion(actor, decodedSegment(code))) === null) notFound();
  return children;
}
