import type { Db } from "@/lib/db/client";
import type { Peer as Row } from "@/lib/db/generated/client";
import { PEER_KINDS, type Peer, type PeerSettings, type PeerStanding } from "@/lib/domain/peer";
import { DAY_MS } from "@/lib/domain/window";

const KEEP_MS = 30 * DAY_MS;
/** What probes are judged by. */
const STANDING_MS = DAY_MS;
/** Fewer say nothing yet. */
export const FEWEST_PROBES = 10;

/** What one probe found. */
export interface PeerProbe {
  /** Start of its minute. */
  readonly minuteMs: number;
  /** Time to first byte; null: no answer. */
  readonly latencyMs: number | null;
  readonly ok: boolean;
  readonly error: string | null;
}

export interface PeerStore {
  count(): Promise<number>;
  /** By name. */
  list(): Promise<Peer[]>;
  find(id: string): Promise<Peer | null>;
  /** Another peer that has the name, or is ourselves as well. */
  clash(settings: PeerSettings, exceptId: string | null): Promise<"name" | "own" | null>;
  /** null: another peer has the name, or is ourselves as well. */
  create(settings: PeerSettings, createdBy: string, nowMs: number): Promise<Peer | null>;
  /** null: it changed since `version`, or is gone. Probes of another address are forgotten. */
  update(id: string, version: number, settings: PeerSettings): Promise<Peer | null>;
  /** False: it changed since `version`, or is gone. */
  remove(id: string, version: number): Promise<boolean>;
  /** Takes on the probe of a minute; false where somebody did, or it is no longer to be probed. */
  claimMinute(id: string, minuteMs: number): Promise<boolean>;
  /** Keeps a result, while the peer still has the address that was probed. */
  addProbe(peer: Pick<Peer, "id" | "version">, probe: PeerProbe): Promise<void>;
  /** How every peer stands, by name. */
  standings(nowMs: number): Promise<PeerStanding[]>;
  /** Drops probes that are no longer kept; returns how many. */
  thin(nowMs: number): Promise<number>;
}

export function createPeerStore(db: Db): PeerStore {
  return {
    count: () => db.peer.count(),
    list: async () => (await db.peer.findMany({ orderBy: { name: "asc" } })).map(toPeer),
    async find(id) {
      const row = await db.peer.findUnique({ where: { id } });
      return row && toPeer(row);
    },
    async clash({ name, own }, exceptId) {
      const others = exceptId === null ? {} : { id: { not: exceptId } };
      if ((await db.peer.count({ where: { name, ...others } })) > 0) return "name";
      return own && (await db.peer.count({ where: { own: true, ...others } })) > 0 ? "own" : null;
    },
    async create(settings, createdBy, nowMs) {
      const data = [{ ...settings, createdBy, createdAt: new Date(nowMs) }];
      const [created] = await db.peer.createManyAndReturn({ data, skipDuplicates: true });
      return created ? toPeer(created) : null;
    },
    async update(id, version, settings) {
      const before = await db.peer.findUnique({ where: { id }, select: { url: true } });
      const data = { ...settings, version: { increment: 1 } };
      const rows = await db.peer.updateManyAndReturn({ where: { id, version }, data });
      if (rows.length === 0) return null;
      if (before?.url !== settings.url) await db.peerProbe.deleteMany({ where: { peerId: id } });
      return toPeer(rows[0]);
    },
    async remove(id, version) {
      return (await db.peer.deleteMany({ where: { id, version } })).count > 0;
    },
    async claimMinute(id, minuteMs) {
      const minute = BigInt(minuteMs);
      const free = { OR: [{ probedMinuteMs: null }, { probedMinuteMs: { lt: minute } }] };
      const where = { id, enabled: true, kind: "probe", ...free };
      return (await db.peer.updateMany({ where, data: { probedMinuteMs: minute } })).count > 0;
    },
    async addProbe({ id, version }, { minuteMs, latencyMs, ok, error }) {
      await db.$executeRaw`
        insert into peer_probe ("peerId", "minuteMs", "latencyMs", ok, error)
        select id, ${BigInt(minuteMs)}, ${latencyMs}::float8, ${ok}, ${error}::text from peer where id = ${id} and version = ${version}
        on conflict do nothing`;
    },
    standings: (nowMs) => standings(db, nowMs),
    async thin(nowMs) {
      const where = { minuteMs: { lt: BigInt(Math.floor(nowMs - KEEP_MS)) } };
      return (await db.peerProbe.deleteMany({ where })).count;
    },
  };
}

interface ProbeSums {
  readonly peerId: string;
  readonly probes: number;
  readonly okShare: number;
  readonly latencyMs: number | null;
  readonly newestMs: bigint;
  readonly error: string | null;
}

async function standings(db: Db, nowMs: number): Promise<PeerStanding[]> {
  const peers = await db.peer.findMany({ orderBy: { name: "asc" } });
  const fromMs = BigInt(Math.floor(nowMs - STANDING_MS));
  const sums = await db.$queryRaw<ProbeSums[]>`
    select "peerId", count(*)::int as probes, avg(ok::int)::float8 as "okShare", max("minuteMs") as "newestMs",
      percentile_cont(0.5) within group (order by "latencyMs") filter (where ok) as "latencyMs",
      (array_agg(error order by "minuteMs" desc))[1] as error
    from peer_probe where "minuteMs" > ${fromMs} group by "peerId"`;
  const byPeer = new Map(sums.map((row) => [row.peerId, row]));
  return peers.map((row) => standingOf(toPeer(row), byPeer.get(row.id)));
}

function standingOf(peer: Peer, sums: ProbeSums | undefined): PeerStanding {
  if (peer.kind === "benchmark") {
    const { latencyMs, successRatio } = peer;
    return { peer, latencyMs, successRatio, probes: 0, newestProbeMs: null, error: null };
  }
  if (!sums)
    return { peer, latencyMs: null, successRatio: null, probes: 0, newestProbeMs: null, error: null };
  const enough = sums.probes >= FEWEST_PROBES;
  return {
    peer,
    latencyMs: enough ? sums.latencyMs : null,
    successRatio: enough ? sums.okShare : null,
    probes: sums.probes,
    newestProbeMs: Number(sums.newestMs),
    error: sums.error,
  };
}

function toPeer({ createdAt, probedMinuteMs: _claim, kind, ...same }: Row): Peer {
  return {
    ...same,
    kind: PEER_KINDS.find((each) => each === kind) ?? "benchmark",
    createdAtMs: createdAt.getTime(),
  };
}
