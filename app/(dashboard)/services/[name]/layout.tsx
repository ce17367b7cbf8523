import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { readServices } from "@/lib/catalog/read-services";
import { createCtx } from "@/lib/compose/context";
import { signedInPageActor } from "@/lib/http/page-actor";
import { decodedSegment } from "@/lib/pipeline/present/path-segment";

interface LayoutProps {
  readonly params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  return { title: decodedSegment((await params).name) };
}

/**
 * Refuses a service that nobody ever saw, and sends strangers to sign in, before anything is sent: inside the skeleton it
 * would be too late for a status or a redirect.
 */
export default async function Layout({ children, params }: LayoutProps & { children: ReactNode }) {
  const segment = (await params).name;
  const ctx = createCtx(await signedInPageActor(`/services/${segment}`));
  const name = decodedSegment(segment);
  if (!(await readServices(ctx)).some((service) => service.name === name)) notFound();
  return children;
}
