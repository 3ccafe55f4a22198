import { isIPv4, isIPv6 } from "node:net";
import { invalidPattern } from "../errors.ts";

/** Compiles a CIDR block of IPv4 or IPv6 into a test for addresses of that family. */
export function parseCidr(block: string): (value: unknown) => boolean {
  const [address, mask, ...rest] = block.split("/");
  if (address === undefined || mask === undefined || rest.length > 0) {
    throw invalidPattern("Malformed CIDR, one '/' required");
  }
  if (!/^-?\d+$/.test(mask)) throw invalidPattern("Malformed CIDR, mask bits must be an integer");
  const bits = Number(mask);
  if (bits < 0) throw invalidPattern("Malformed CIDR, mask bits must not be negative");
  if (isIPv4(address)) {
    if (bits > 32) throw invalidPattern("IPv4 mask bits must be < 33");
    const network = prefixOf(addressNumberV4(address), bits, 32);
    return (value) =>
      typeof value === "string" && isIPv4(value) && prefixOf(addressNumberV4(value), bits, 32) === network;
  }
  if (isIPv6(address)) {
    if (bits > 128) throw invalidPattern("IPv6 mask bits must be < 129");
    const network = prefixOf(addressNumberV6(address), bits, 128);
    return (value) =>
      typeof value === "string" && isIPv6(value) && prefixOf(addressNumberV6(value), bits, 128) === network;
  }
  throw invalidPattern(`Nonstandard IP address: ${address}`);
}

function prefixOf(address: bigint, bits: number, width: number): bigint {
  return address >> BigInt(width - bits);
}

function addressNumberV4(address: string): bigint {
  return address.split(".").reduce((number, part) => (number << 8n) | BigInt(part), 0n);
}

function addressNumberV6(address: string): bigint {
  let text = address.split("%")[0] ?? address;
  const tail = text.slice(text.lastIndexOf(":") + 1);
  if (tail.includes(".")) {
    const v4 = addressNumberV4(tail);
    text = `${text.slice(0, -tail.length)}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
  }
  const [head = "", rest] = text.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = rest === undefined || rest === "" ? [] : rest.split(":");
  const zeros = Array<string>(8 - left.length - right.length).fill("0");
  return [...left, ...zeros, ...right].reduce((number, part) => (number << 16n) | BigInt(`0x${part}`), 0n);
}
