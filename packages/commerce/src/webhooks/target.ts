/**
 * Allowed targets of webhooks. A merchant names the host, so it must not be one of ours: neither by
 * its address, nor by the addresses its name has at the time of the connection. Redirects are not
 * followed.
 */
import { BlockList, isIP, isIPv6 } from "node:net";

const reserved = new BlockList();
// https://www.iana.org/assignments/iana-ipv4-special-registry
for (const [net, bits] of [
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
] as const)
  reserved.addSubnet(net, bits, "ipv4");
// https://www.iana.org/assignments/iana-ipv6-special-registry: global addresses are in 2000::/3,
// except these.
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  reserved.addSubnet(net, bits, "ipv6");
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** True for an address of the public internet: not private, not this machine, not reserved. */
function isPublic(address: string): boolean {
  if (!isIPv6(address)) return isIP(address) === 4 && !reserved.check(address, "ipv4");
  return globalUnicast.check(address, "ipv6") && !reserved.check(address, "ipv6");
}

const isLoopback = (address: string) => loopback.check(address, isIPv6(address) ? "ipv6" : "ipv4");

export type Targets = "public" | "loopback";

/** True when we may connect to the address for this URL. */
export const mayConnect = (url: URL, address: string, targets: Targets): boolean =>
  url.protocol === "http:" ? targets === "loopback" && isLoopback(address) : isPublic(address);

/** Names of machines in private networks. */
const OWN_ZONES = /(^|\.)(local|internal|intranet|localhost|home\.arpa)\.?$/i;

/**
 * Parses the URL of a webhook; undefined when webhooks may not go there, even before its name is
 * resolved.
 */
export function allowedUrl(text: string, targets: Targets): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol)) return undefined;
  if (url.username !== "" || url.password !== "" || url.hash !== "") return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host)) return mayConnect(url, host, targets) ? url : undefined;
  const publicName = host.includes(".") && !OWN_ZONES.test(host);
  return url.protocol === "https:" && publicName ? url : undefined;
}
