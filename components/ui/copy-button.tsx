"use client";

import { useState } from "react";

const SHOWN_MS = 2_000;

type Outcome = "idle" | "copied" | "failed";
const LABEL: Readonly<Record<Outcome, string | null>> = {
  idle: null,
  copied: "Copied",
  failed: "Select and copy it",
};

/** Copies a text; says what came of it, also where the browser forbids it. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<Outcome>("idle");
  const copy = async () => {
    const result = await writeClipboard(text);
    setOutcome(result);
    setTimeout(() => setOutcome("idle"), SHOWN_MS);
  };
  return (
    <button type="button" className="btn" onClick={() => void copy()}>
      <span aria-live="polite">{LABEL[outcome] ?? label}</span>
    </button>
  );
}

async function writeClipboard(text: string): Promise<Outcome> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "failed";
  }
}
