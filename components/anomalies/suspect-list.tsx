import Link from "next/link";
import type { AnomalyContract } from "@/lib/contracts/anomaly";
import { suspectText } from "@/lib/pipeline/present/anomaly-words";

/** The changes shortly before; that they are to blame is only suspected. */
export function SuspectList({ anomaly }: { anomaly: AnomalyContract }) {
  if (anomaly.suspects.length === 0) return <span className="text-ink-2">no change shortly before it</span>;
  return (
    <ul className="inline-flex flex-wrap gap-x-3">
      {anomaly.suspects.map((suspect) => (
        <li key={suspect.id}>
          <Link href="/settings/deployments" className="link inline-flex min-h-6 items-center">
            {suspectText(suspect, anomaly)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
