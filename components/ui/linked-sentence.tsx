"use client";

import Link from "next/link";
import { useRegionName } from "@/components/queries/use-region-name";
import { useViewHref } from "@/components/shell/view-state";
import type { SentencePart } from "@/lib/domain/sentence";
import { evidenceHref } from "@/lib/pipeline/present/evidence-href";
import { unbroken } from "@/lib/pipeline/present/unbroken";

/** A sentence whose numbers and names lead to their evidence. */
export function LinkedSentence({ parts }: { parts: readonly SentencePart[] }) {
  const regionName = useRegionName();
  const href = useViewHref();
  return parts.map(({ text, evidence }, index) =>
    evidence === null ? (
      unbroken(text)
    ) : (
      <Link key={index} href={href(evidenceHref(evidence))} className="evidence" prefetch={false}>
        {evidence.kind === "region" ? regionName(evidence.region) : unbroken(text)}
      </Link>
    ),
  );
}
