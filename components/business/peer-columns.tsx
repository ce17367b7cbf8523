import { Age } from "@/components/ui/age";
import type { DataColumn } from "@/components/ui/data-table";
import { FigureValue } from "@/components/ui/figure-value";
import type { ListedPeerContract } from "@/lib/contracts/peer";
import { formatMs, formatPercent } from "@/lib/pipeline/present/format-number";
import { roleOf, type PeerRole } from "./peer-draft";

const ROLE: Readonly<Record<PeerRole, string>> = {
  probe: "Probed",
  own: "Ourselves, probed",
  benchmark: "Benchmark",
};

const nothingYet = ({ kind }: ListedPeerContract) => (
  <span className="text-ink-2">{kind === "probe" ? "Not known yet" : "Not given"}</span>
);
const newestMs = ({ standing: { newest_probe: newest } }: ListedPeerContract) =>
  newest === null ? null : Date.parse(newest);

/** Who is compared with, and how they stand. */
export const PEER_COLUMNS: readonly DataColumn<ListedPeerContract>[] = [
  {
    id: "name",
    label: "Peer",
    value: ({ name }) => name,
    cell: (peer) => (
      <>
        {peer.name}
        <span className="block max-w-[38ch] text-caption font-normal break-all text-ink-2">
          {peer.url ?? `${peer.source}, ${peer.measured_on}`}
        </span>
      </>
    ),
  },
  {
    id: "role",
    label: "How",
    value: (peer) => (peer.enabled ? ROLE[roleOf(peer)] : "Switched off"),
  },
  {
    id: "latency",
    label: "Time to first byte",
    numeric: true,
    unit: "ms",
    value: ({ standing }) => standing.latency_ms,
    cell: (peer) =>
      peer.standing.latency_ms === null ? (
        nothingYet(peer)
      ) : (
        <FigureValue value={formatMs(peer.standing.latency_ms)} />
      ),
  },
  {
    id: "success",
    label: "Answered well",
    numeric: true,
    unit: "%",
    value: ({ standing }) => standing.success_percent,
    cell: (peer) =>
      peer.standing.success_percent === null ? (
        nothingYet(peer)
      ) : (
        <FigureValue value={formatPercent(peer.standing.success_percent)} />
      ),
  },
  {
    id: "probe",
    label: "Newest probe",
    time: true,
    value: newestMs,
    cell: (peer) => <NewestProbe peer={peer} />,
  },
];

function NewestProbe({ peer }: { peer: ListedPeerContract }) {
  const atMs = newestMs(peer);
  if (atMs === null)
    return <span className="text-ink-2">{peer.kind === "probe" ? "None yet" : "Entered by hand"}</span>;
  return (
    <>
      <Age atMs={atMs} />
      {peer.standing.error === null ? null : (
        <span className="block max-w-[30ch] text-caption text-warn">{peer.standing.error}</span>
      )}
    </>
  );
}
