import { BlockList, isIP, isIPv4 } from "node:net";

/** What is not of the internet at large, by the registries of special-purpose addresses (RFC 6890 and later ones). */
const LOCAL_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  // among them the metadata service of clouds
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  // multicast, and all that is reserved, up to broadcast
  "224.0.0.0/3",
] as const;

const LOCAL_V6 = [
  "::/96",
  "100::/64",
  "64:ff9b:1::/48",
  // tunnels: they may end at any IPv4 address
  "2001::/23",
  "2002::/16",
  "2001:db8::/32",
  "3fff::/20",
  "5f00::/16",
  "fc00::/7",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
] as const;

/** Prefixes behind which an IPv4 address follows: mapped ones and NAT64. */
const HOLDS_V4 = ["::ffff:0:0/96", "64:ff9b::/96"] as const;

const localV4 = listOf(LOCAL_V4, "ipv4");
const localV6 = listOf(LOCAL_V6, "ipv6");
const holdsV4 = listOf(HOLDS_V4, "ipv6");

/** Whether an address belongs to this machine or the networks around it, or to nobody on the internet. */
export function isLocalAddress(address: string): boolean {
  if (isIPv4(address)) return localV4.check(address, "ipv4");
  const [plain = ""] = address.split("%");
  if (isIP(plain) !== 6) return true;
  if (holdsV4.check(plain, "ipv6")) return localV4.check(lastFourBytes(plain), "ipv4");
  return localV6.check(plain, "ipv6");
}

/** Whether a URL's host is certainly local: an address that is, or `localhost`. Other names are resolved to know. */
export function isLocalHost(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, "$1");
  if (isIP(address) !== 0) return isLocalAddress(address);
  return /(^|\.)localhost\.?$/i.test(host);
}

function lastFourBytes(address: string): string {
  // A URL writes its host in one form, whatever it was given: the last groups in hexadecimal.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(":");
  return groups
    .slice(-2)
    .map((group) => Number.parseInt(group || "0", 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join(".");
}

function listOf(ranges: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", prefix] = range.split("/");
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}
