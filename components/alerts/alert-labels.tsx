import Link from "next/link";

const READ: readonly (readonly [what: string, from: string])[] = [
  ["Region and service", "the labels that name them in metrics, such as region and service"],
  ["Severity", "severity: critical or page, high or error, medium or warning, low, info; without it high"],
  ["Category", "category: availability, performance, capacity or security; without it other"],
  ["Title and description", "the annotations summary and description"],
  ["Start and end", "startsAt and endsAt; the same alert again changes nothing"],
];

/** What of an alert is read. */
export function AlertLabels() {
  return (
    <section aria-labelledby="read" className="card flex flex-col gap-2.5">
      <h2 id="read" className="card-title">
        What arrives, and how it is read
      </h2>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {READ.map(([what, from]) => (
          <div key={what} className="contents">
            <dt className="font-[570]">{what}</dt>
            <dd className="text-ink-2">{from}</dd>
          </div>
        ))}
      </dl>
      <p className="max-w-[75ch] text-ink-2">
        An alert joins the incident of its own place, of what its service calls or what calls it, and of its
        region; which service calls which is set on the page{" "}
        <Link className="link" href="/settings/services">
          Services
        </Link>
        . One without region and service joins others of its group. An incident whose alerts are all resolved
        is resolved after ten quiet minutes.
      </p>
    </section>
  );
}
