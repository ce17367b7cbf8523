const METHODS = [
  [
    "Budget left",
    "What may still go wrong. The budget is 1 − objective of the window’s requests; bad requests have failed or, for a latency, were slower than the target (1 % may be for p99, 5 % for p95). The part of the window from before there was data has spent nothing.",
  ],
  [
    "Burn",
    "How many times as fast as allowed it is spent: the share of bad requests ÷ the share that may be bad. At 1× a budget lasts exactly its window.",
  ],
  ["Runs out", "What is left × window ÷ burn of the last hour. It lasts where that burn is 1× or less."],
  [
    "Burns fast",
    "14.4× over the last hour and still over 5 min, or 6× over 6 h and still over 30 min: somebody should be paged.",
  ],
  ["Burns slowly", "3× over a day and still over 2 h, or 1× over 3 days and still over 6 h: worth a ticket."],
  ["Missed", "Nothing of the budget is left."],
] as const;

/** How the figures of objectives are made. */
export function MethodsCard() {
  return (
    <section aria-labelledby="methods" className="card">
      <h2 id="methods" className="card-title">
        How these figures are made
      </h2>
      <dl className="mt-2 grid gap-x-8 gap-y-2.5 [grid-template-columns:repeat(auto-fit,minmax(min(100%,260px),1fr))]">
        {METHODS.map(([word, method]) => (
          <div key={word}>
            <dt className="text-[13px] font-medium">{word}</dt>
            <dd className="text-caption text-ink-2">{method}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-caption text-ink-2">
        After the Google SRE Workbook, chapter 5. Latencies are read from merged histograms, requests from the
        sums of the stored windows; both are of telemetry received, about once a minute.
      </p>
    </section>
  );
}
