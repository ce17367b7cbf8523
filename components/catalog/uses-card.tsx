/** What each setting is used for. */
export function UsesCard({ uses }: { uses: readonly (readonly [setting: string, use: string])[] }) {
  return (
    <section aria-labelledby="uses" className="card">
      <h2 id="uses" className="card-title">
        What it is used for
      </h2>
      <dl className="mt-2 grid gap-x-8 gap-y-2.5 [grid-template-columns:repeat(auto-fit,minmax(min(100%,230px),1fr))]">
        {uses.map(([setting, use]) => (
          <div key={setting}>
            <dt className="text-[13px] font-medium">{setting}</dt>
            <dd className="text-caption text-ink-2">{use}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
