import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { pageActor, signedInPageActor } from "@/lib/http/page-actor";
import { decodedSegment } from "@/lib/pipeline/present/path-segment";
import { knownIncident } from "./known-incident";

interface LayoutProps {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const actor = await pageActor();
  if (actor.kind === "anonymous") return { title: "Incident" };
  const known = await knownIncident(actor, decodedSegment((await params).id));
  return {
    title: known === null ? "Unknown incident" : `#${known.incident.number} ${known.incident.title}`,
  };
}

/** Refuses what is no incident, and sends strangers to sign in, before anything is sent. */
export default async function Layout({ children, params }: LayoutProps & { children: ReactNode }) {
  const { id } = await params;
  const actor = await signedInPageActor(`/incidents/${id}`);
  if ((await knownIncident(actor, decodedSegment(id))) === null) notFound();
  return children;
}
