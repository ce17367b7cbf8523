import Link from "next/link";
import type { ReactNode } from "react";
import { useViewHref } from "@/components/shell/view-state";

interface IncidentsLinkProps {
  readonly region: string | null;
  readonly service: string | null;
  readonly children: ReactNode;
}

/** To the inbox, with a place chosen there. */
export function IncidentsLink({ region, service, children }: IncidentsLinkProps) {
  const href = useViewHref();
  const place = new URLSearchParams();
  if (region !== null) place.set("region", region);
  if (service !== null) place.set("service", service);
  const search = place.toString();
  return (
    <Link
      href={href(search === "" ? "/incidents" : `/incidents?${search}`)}
      className="link self-start text-caption"
    >
      {children}
    </Link>
  );
}
