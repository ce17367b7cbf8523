"use client";

interface ErrorScreenProps {
  /** Under which the server's log has the failure. */
  readonly digest: string | undefined;
  readonly onRetry: () => void;
}

/** A page that could not be shown. Nothing of the failure itself leaks. */
export function ErrorScreen({ digest, onRetry }: ErrorScreenProps) {
  const retry = () => {
    onRetry();
    window.location.reload(); // a server component that failed is only asked again by a new request
  };
  return (
    <main
      className="mx-auto flex min-h-dvh max-w-xl flex-col items-start justify-center gap-3 px-4"
      role="alert"
    >
      <h1 className="text-[25px] leading-[1.25] font-[640] tracking-[-0.02em]">
        This page cannot be shown right now.
      </h1>
      <p className="text-ink-2">
        Usually the database is restarting. Telemetry keeps being received meanwhile; nothing is lost.
      </p>
      {digest === undefined ? null : (
        <p className="text-caption text-ink-3">
          In the server’s log under <code className="font-mono">{digest}</code>.
        </p>
      )}
      <button type="button" className="btn btn-primary" onClick={retry}>
        Try again
      </button>
    </main>
  );
}
