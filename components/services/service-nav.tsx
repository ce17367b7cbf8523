import Link from "next/link";
import { useViewHref } from "@/components/shell/view-state";
import { neighbours } from "@/lib/pipeline/present/neighbours";
import { servicePath } from "./service-path";

/** Back to all services, and on to the ones beside it by name. */
export function ServiceNav({ name, names }: { name: string; names: readonly string[] }) {
  const href = useViewHref();
  const { previous, next } = neighbours(
    names.map((each) => ({ code: each, name: each })),
    name,
  );
  const className = "link inline-flex min-h-6 items-center gap-1";
  return (
    <nav aria-label="Services" className="flex flex-wrap justify-between gap-x-5 text-[13px]">
      <Link href={href("/services")} className={className}>
        All services
      </Link>
      <span className="flex gap-5">
        {previous === null ? null : (
          <Link href={href(servicePath(previous.name))} className={className} rel="prev">
            <span aria-hidden="true">←</span> {previous.name}
          </Link>
        )}
        {next === null ? null : (
          <Link href={href(servicePath(next.name))} className={className} rel="next">
            {next.name} <span aria-hidden="true">→</span>
          </Link>
        )}
      </span>
    </nav>
  );
}
