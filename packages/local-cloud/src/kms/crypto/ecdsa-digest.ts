import { createECDH, type KeyObject, randomBytes } from "node:crypto";

/*
 * ECDSA over a digest that the caller computed. Node's sign() and verify() cannot do this, because
 * they always hash. FIPS 186-5, 6.4. OpenSSL multiplies curve points; this file does the arithmetic
 * modulo the group's order, and blinds the secret nonce where it is inverted.
 */

interface Curve {
  /** Name in OpenSSL. */
  name: string;
  bytes: number;
  /** The field's prime. */
  p: bigint;
  /** The group's order. */
  n: bigint;
}

interface Point {
  x: bigint;
  y: bigint;
}

/** SP 800-186, 3.2.1; the coefficient a is -3 on all of them. */
const CURVES: Record<string, Curve> = {
  "P-256": {
    name: "prime256v1",
    bytes: 32,
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  "P-384": {
    name: "secp384r1",
    bytes: 48,
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  "P-521": {
    name: "secp521r1",
    bytes: 66,
    p: (1n << 521n) - 1n,
    n: 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
};

/** @returns the signature in DER, as in KMS. */
export function signDigest(digest: Buffer, privateKey: KeyObject): Buffer {
  const jwk = privateKey.export({ format: "jwk" });
  const curve = curveOf(jwk.crv);
  const { bytes, n } = curve;
  const d = integer(decodeBase64(jwk.d));
  const z = leftmostBits(digest, n);
  for (;;) {
    const k = randomScalar(n, bytes);
    const r = timesBase(curve, k).x % n;
    const blind = randomScalar(n, bytes);
    const s = modulo(inverse(modulo(k * blind, n), n) * modulo(blind * modulo(z + r * d, n), n), n);
    if (r !== 0n && s !== 0n) return der(r, s);
  }
}

/**
 * The equation x(u1 G + u2 Q) = r with u1 = z/s and u2 = r/s, rewritten as x(u2 (Q + (z/r) G)) = r.
 * The outer multiplication is then a Diffie-Hellman agreement, which returns the x coordinate.
 */
export function verifyDigest(digest: Buffer, signature: Buffer, publicKey: KeyObject): boolean {
  const jwk = publicKey.export({ format: "jwk" });
  const curve = curveOf(jwk.crv);
  const { n, bytes, name } = curve;
  const parsed = fromDer(signature);
  if (!parsed) return false;
  const { r, s } = parsed;
  if (r <= 0n || s <= 0n || r >= n || s >= n) return false;
  const q = { x: integer(decodeBase64(jwk.x)), y: integer(decodeBase64(jwk.y)) };
  const quotient = modulo(leftmostBits(digest, n) * inverse(r, n), n);
  const sum = quotient === 0n ? q : add(timesBase(curve, quotient), q, curve.p);
  if (!sum) return false;
  const ecdh = createECDH(name);
  ecdh.setPrivateKey(fixedLengthBytes(modulo(r * inverse(s, n), n), bytes));
  const point = Buffer.concat([
    Buffer.of(0x04),
    fixedLengthBytes(sum.x, bytes),
    fixedLengthBytes(sum.y, bytes),
  ]);
  return integer(ecdh.computeSecret(point)) % n === r;
}

function timesBase({ name, bytes }: Curve, scalar: bigint): Point {
  const ecdh = createECDH(name);
  ecdh.setPrivateKey(fixedLengthBytes(scalar, bytes));
  const point = ecdh.getPublicKey();
  return { x: integer(point.subarray(1, 1 + bytes)), y: integer(point.subarray(1 + bytes)) };
}

function curveOf(name: string | undefined): Curve {
  const curve = CURVES[name ?? ""];
  if (!curve) throw new Error(`Not one of the NIST curves: ${name}`);
  return curve;
}

/** The leftmost bits of the digest, as many as the order has. */
function leftmostBits(digest: Buffer, n: bigint): bigint {
  const excess = digest.length * 8 - n.toString(2).length;
  const z = integer(digest);
  return excess > 0 ? z >> BigInt(excess) : z;
}

/** Uniform in [1, n): eight extra bytes make the bias of the remainder negligible. */
function randomScalar(n: bigint, bytes: number): bigint {
  return (integer(randomBytes(bytes + 8)) % (n - 1n)) + 1n;
}

/** Undefined is the neutral element. */
function add(a: Point, b: Point, p: bigint): Point | undefined {
  if (a.x === b.x && a.y !== b.y) return undefined;
  const slope =
    a.x === b.x
      ? modulo((3n * a.x * a.x - 3n) * inverse(2n * a.y, p), p)
      : modulo((b.y - a.y) * inverse(b.x - a.x, p), p);
  const x = modulo(slope * slope - a.x - b.x, p);
  return { x, y: modulo(slope * (a.x - x) - a.y, p) };
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [modulo(value, modulus), modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b] = [b - quotient * a, a];
    [x, y] = [y - quotient * x, x];
  }
  return modulo(x, modulus);
}

function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

function decodeBase64(text: string | undefined): Buffer {
  return Buffer.from(text ?? "", "base64url");
}

function integer(bytes: Buffer): bigint {
  return BigInt(`0x0${bytes.toString("hex")}`);
}

function fixedLengthBytes(value: bigint, bytes: number): Buffer {
  return Buffer.from(value.toString(16).padStart(bytes * 2, "0"), "hex");
}

/** SEQUENCE { INTEGER r, INTEGER s }. A P-521 signature needs the two-byte form of the length. */
function der(r: bigint, s: bigint): Buffer {
  const body = Buffer.concat([derInteger(r), derInteger(s)]);
  const length = body.length < 0x80 ? Buffer.of(body.length) : Buffer.of(0x81, body.length);
  return Buffer.concat([Buffer.of(0x30), length, body]);
}

function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  const positive = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(0x02, positive.length), positive]);
}

/** Undefined unless `signature` is exactly the output of {@link der}. */
function fromDer(signature: Buffer): { r: bigint; s: bigint } | undefined {
  const start = signature[1] === 0x81 ? 3 : 2;
  const first = readInteger(signature, start);
  const second = first && readInteger(signature, first.end);
  if (!first || !second || !der(first.value, second.value).equals(signature)) return undefined;
  return { r: first.value, s: second.value };
}

function readInteger(bytes: Buffer, at: number): { value: bigint; end: number } | undefined {
  if (bytes[at] !== 0x02) return undefined;
  const end = at + 2 + (bytes[at + 1] ?? 0);
  return end > bytes.length ? undefined : { value: integer(bytes.subarray(at + 2, end)), end };
}
