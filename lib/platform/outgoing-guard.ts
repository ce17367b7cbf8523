import { lookup as dnsLookup, type LookupAddress, type LookupAllOptions } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** An address that this server must not be sent to. The text is for whoever configured it. */
export class OutgoingRefusedError extends Error {
  override readonly name = "OutgoingRefusedError";
}

/** Where requests to addresses that people configure may go. */
export interface OutgoingGuard {
  /** @throws OutgoingRefusedError for a scheme, a credential or a literal address that is refused */
  checkUrl(url: URL): void;
  /**
   * For `http.request`: resolves a name and refuses it unless every address it has may be reached. The connection goes to
   * the very address that was checked, so a name that changes its mind afterwards gains nothing.
   */
  readonly lookup: LookupFunction;
}

/** IANA's special-purpose registries: whatever is not an ordinary host on the internet. */
const REFUSED_IPV4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;
/** Of IPv6 only global unicast is let through, without what is reserved or carries an IPv4 address inside. */
const GLOBAL_IPV6 = ["2000::", 3] as const;
const REFUSED_IPV6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const refused = new BlockList();
for (const [net, prefix] of REFUSED_IPV4) refused.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of REFUSED_IPV6) refused.addSubnet(net, prefix, "ipv6");
const globalIpv6 = new BlockList();
globalIpv6.addSubnet(...GLOBAL_IPV6, "ipv6");

/** Node's `dns.lookup` for every address of a name. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Addresses, networks and host names that an administrator lets through. */
interface Allowed {
  readonly networks: BlockList;
  readonly hosts: ReadonlySet<string>;
}

const HOST_NAME = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

/**
 * @param allow addresses, networks (CIDR) and host names, separated by commas
 * @throws Error that names what is none of them
 */
export function createOutgoingGuard(allow: string, resolve: Resolve = dnsLookup): OutgoingGuard {
  const allowed = parseAllowed(allow);
  const mayReach = (host: string, address: string) =>
    allowed.hosts.has(host.toLowerCase()) || isPublic(address) || isAllowed(allowed, address);
  return {
    checkUrl(url) {
      if (url.protocol !== "http:" && url.protocol !== "https:")
        throw new OutgoingRefusedError("The address must begin with http:// or https://.");
      if (url.username !== "" || url.password !== "")
        throw new OutgoingRefusedError("Put credentials into a header, not into the address.");
      const host = url.hostname.replace(/^\[|\]$/g, "");
      if (isIP(host) !== 0 && !mayReach(host, host)) throw refusalOf(host, host);
    },
    lookup(hostname, options, callback) {
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        if (error || addresses.length === 0)
          return callback(error ?? new Error(`${hostname} has no address.`), "", 0);
        const bad = addresses.find(({ address }) => !mayReach(hostname, address));
        if (bad) return callback(refusalOf(hostname, bad.address), "", 0);
        if (options.all) callback(null, addresses);
        else callback(null, addresses[0].address, addresses[0].family);
      });
    },
  };
}

function refusalOf(host: string, address: string): OutgoingRefusedError {
  const what = host === address ? address : `${host} (${address})`;
  return new OutgoingRefusedError(
    `${what} is inside this server's own network. An administrator can allow it: OUTGOING_ALLOW=${address}.`,
  );
}

function isPublic(address: string): boolean {
  const ipv4 = ipv4Of(address);
  if (ipv4 !== null) return !refused.check(ipv4, "ipv4");
  return globalIpv6.check(address, "ipv6") && !refused.check(address, "ipv6");
}

function isAllowed({ networks }: Allowed, address: string): boolean {
  const ipv4 = ipv4Of(address);
  return ipv4 === null ? networks.check(address, "ipv6") : networks.check(ipv4, "ipv4");
}

/** The IPv4 address that this is, mapped into IPv6 or plain; null for any other. */
function ipv4Of(address: string): string | null {
  if (isIP(address) === 4) return address;
  const canonical = new URL(`http://[${address.split("%")[0]}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (!mapped) return null;
  const [high, low] = mapped.slice(1).map((part) => parseInt(part, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function parseAllowed(text: string): Allowed {
  const networks = new BlockList();
  const hosts = new Set<string>();
  for (const entry of text.split(",").map((part) => part.trim().toLowerCase())) {
    if (entry === "") continue;
    const [address, prefix, ...more] = entry.split("/");
    const family = isIP(address);
    const bits = family === 4 ? 32 : 128;
    const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
    if (family !== 0 && more.length === 0 && length >= 0 && length <= bits)
      networks.addSubnet(address, length, family === 4 ? "ipv4" : "ipv6");
    else if (family === 0 && HOST_NAME.test(entry)) hosts.add(entry);
    else throw new Error(`"${entry}" is no address, network or host name.`);
  }
  return { networks, hosts };
}
