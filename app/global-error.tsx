"use client";

import { ErrorScreen } from "@/components/ui/error-screen";
import "./globals.css";

/** When even the root layout failed: it brings its own document. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <ErrorScreen digest={error.digest} onRetry={reset} />
      </body>
    </html>
  );
}
