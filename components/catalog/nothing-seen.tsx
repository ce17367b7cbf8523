import Link from "next/link";

/** How regions and services get here. */
export function NothingSeen({ what }: { what: "region" | "service" }) {
  return (
    <>
      No {what} was seen yet. One is listed with the first figure that names it:{" "}
      <Link className="link" href="/settings/ingest">
        send some
      </Link>
      .
    </>
  );
}
