import { constants, createHash, createHmac, createPublicKey, type KeyObject, verify } from "node:crypto";
import {
  GenerateMacCommand,
  GetPublicKeyCommand,
  type KeySpec,
  type KMSClient,
  SignCommand,
  type SigningAlgorithmSpec,
  VerifyCommand,
  VerifyMacCommand,
} from "@aws-sdk/client-kms";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { openKms, refusal } from "./support.ts";

const { sdk, createKey } = openKms();
const keys = new Map<string, string>();
const SIGNING_SPECS: KeySpec[] = [
  "RSA_2048",
  "RSA_3072",
  "RSA_4096",
  "ECC_NIST_P256",
  "ECC_NIST_P384",
  "ECC_NIST_P521",
];

beforeAll(async () => {
  for (const KeySpec of SIGNING_SPECS) {
    keys.set(KeySpec, await createKey({ KeySpec, KeyUsage: "SIGN_VERIFY" }));
  }
});

const RSA_ALGORITHMS = ["PKCS1_V1_5", "PSS"].flatMap((padding) =>
  ["256", "384", "512"].map((bits) => `RSASSA_${padding}_SHA_${bits}` as SigningAlgorithmSpec),
);
const CASES: [KeySpec, SigningAlgorithmSpec][] = [
  ...(["RSA_2048", "RSA_3072", "RSA_4096"] as const).flatMap((spec) =>
    RSA_ALGORITHMS.map((algorithm): [KeySpec, SigningAlgorithmSpec] => [spec, algorithm]),
  ),
  ["ECC_NIST_P256", "ECDSA_SHA_256"],
  ["ECC_NIST_P384", "ECDSA_SHA_384"],
  ["ECC_NIST_P521", "ECDSA_SHA_512"],
];

const hashOf = (algorithm: string) => `sha${algorithm.slice(-3)}`;
const digestOf = (message: Uint8Array, algorithm: string) =>
  createHash(hashOf(algorithm)).update(message).digest();

async function publicKey(KeyId: string): Promise<KeyObject> {
  const { PublicKey } = await sdk.send(new GetPublicKeyCommand({ KeyId }));
  return createPublicKey({ key: Buffer.from(PublicKey ?? []), format: "der", type: "spki" });
}

/** Verifies a signature with OpenSSL and the public key. */
async function verifiesElsewhere(
  KeyId: string,
  algorithm: string,
  message: Uint8Array,
  signature: Uint8Array,
) {
  const padding = algorithm.includes("PSS") ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const key = await publicKey(KeyId);
  const rsa = algorithm.startsWith("RSA") && { padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return verify(hashOf(algorithm), message, { key, ...rsa }, signature);
}

describe("signing", () => {
  it.each(CASES)(
    "with %s and %s, messages and digests alike, verifies here and elsewhere",
    async (spec, algorithm) => {
      const KeyId = keys.get(spec) ?? "";
      const message = Buffer.from(`order 1 is paid, says ${spec}`);
      const forms = [
        { Message: message, MessageType: "RAW" as const },
        { Message: digestOf(message, algorithm), MessageType: "DIGEST" as const },
      ];
      for (const signed of forms) {
        const { Signature = new Uint8Array() } = await sdk.send(
          new SignCommand({ KeyId, SigningAlgorithm: algorithm, ...signed }),
        );
        expect(await verifiesElsewhere(KeyId, algorithm, message, Signature)).toBe(true);
        for (const checked of forms) {
          const check = { KeyId, SigningAlgorithm: algorithm, Signature, ...checked };
          expect((await sdk.send(new VerifyCommand(check))).SignatureValid).toBe(true);
        }
      }
    },
  );

  it.each(CASES)(
    "with %s and %s, is refused for another message and for a changed signature",
    async (spec, algorithm) => {
      const KeyId = keys.get(spec) ?? "";
      const SigningAlgorithm = algorithm;
      const Message = Buffer.from("pay 10");
      const { Signature = new Uint8Array() } = await sdk.send(
        new SignCommand({ KeyId, SigningAlgorithm, Message }),
      );
      const changed = Uint8Array.from(Signature);
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      const attempts = [
        { Message: Buffer.from("pay 99"), Signature },
        { Message, Signature: changed },
        { Message, Signature: Signature.slice(0, -1) },
      ];
      for (const attempt of attempts) {
        const raw = new VerifyCommand({ KeyId, SigningAlgorithm, ...attempt });
        const digest = new VerifyCommand({
          KeyId,
          SigningAlgorithm,
          Message: digestOf(attempt.Message, algorithm),
          MessageType: "DIGEST",
          Signature: attempt.Signature,
        });
        expect(await refusal(sdk.send(raw))).toMatch(/^KMSInvalidSignatureException/);
        expect(await refusal(sdk.send(digest))).toMatch(/^KMSInvalidSignatureException/);
      }
    },
  );

  it("of random digests on every curve is what OpenSSL makes of them", async () => {
    const curves = CASES.filter(([spec]) => spec.startsWith("ECC"));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...curves),
        fc.uint8Array({ minLength: 1 }),
        async (curve, message) => {
          const [spec, SigningAlgorithm] = curve;
          const KeyId = keys.get(spec) ?? "";
          const Message = digestOf(message, SigningAlgorithm);
          const ours = await sdk.send(
            new SignCommand({ KeyId, SigningAlgorithm, Message, MessageType: "DIGEST" }),
          );
          const theirs = await sdk.send(new SignCommand({ KeyId, SigningAlgorithm, Message: message }));
          const digest = { KeyId, SigningAlgorithm, Message, MessageType: "DIGEST" } as const;
          expect(
            await verifiesElsewhere(KeyId, SigningAlgorithm, message, ours.Signature ?? new Uint8Array()),
          ).toBe(true);
          expect(await refusal(sdk.send(new VerifyCommand({ ...digest, Signature: theirs.Signature })))).toBe(
            "accepted",
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it("refuses algorithms of other keys and digests of another length", async () => {
    const Message = Buffer.alloc(32);
    const sign = (
      KeyId: string | undefined,
      SigningAlgorithm: SigningAlgorithmSpec,
      MessageType?: "DIGEST",
    ) => refusal(sdk.send(new SignCommand({ KeyId, SigningAlgorithm, Message, MessageType })));
    expect(await sign(keys.get("ECC_NIST_P256"), "ECDSA_SHA_384")).toBe(
      "InvalidKeyUsageException: Algorithm ECDSA_SHA_384 and key spec ECC_NIST_P256 are incompatible.",
    );
    expect(await sign(keys.get("ECC_NIST_P384"), "ECDSA_SHA_384", "DIGEST")).toBe(
      "ValidationException: Digest is invalid length for algorithm ECDSA_SHA_384.",
    );
    const symmetric = await createKey();
    expect(await sign(symmetric, "ECDSA_SHA_256")).toBe(
      `InvalidKeyUsageException: arn:aws:kms:us-east-1:000000000000:key/${symmetric} key usage is ENCRYPT_DECRYPT which is not valid for Sign.`,
    );
  });

  it("tells the public key with what it is for", async () => {
    const KeyId = keys.get("ECC_NIST_P256");
    expect(await sdk.send(new GetPublicKeyCommand({ KeyId }))).toMatchObject({
      KeySpec: "ECC_NIST_P256",
      KeyUsage: "SIGN_VERIFY",
      SigningAlgorithms: ["ECDSA_SHA_256"],
    });
    const symmetric = new GetPublicKeyCommand({ KeyId: await createKey() });
    expect(await refusal(sdk.send(symmetric))).toMatch(/^UnsupportedOperationException/);
  });
});

describe("message authentication codes", () => {
  it.each(["256", "384", "512"] as const)(
    "of HMAC_%s verify, unless message or code was changed",
    async (bits) => {
      const KeyId = await createKey({ KeySpec: `HMAC_${bits}`, KeyUsage: "GENERATE_VERIFY_MAC" });
      const MacAlgorithm = `HMAC_SHA_${bits}` as const;
      const Message = Buffer.from("session 1");
      const { Mac = new Uint8Array() } = await sdk.send(
        new GenerateMacCommand({ KeyId, MacAlgorithm, Message }),
      );
      expect(Mac).toHaveLength(createHmac(`sha${bits}`, "").digest().length);
      const check = (changed: object) =>
        refusal(sdk.send(new VerifyMacCommand({ KeyId, MacAlgorithm, Message, Mac, ...changed })));
      expect(await check({})).toBe("accepted");
      expect(await check({ Message: Buffer.from("session 2") })).toMatch(/^KMSInvalidMacException/);
      expect(await check({ Mac: Mac.slice(1) })).toMatch(/^KMSInvalidMacException/);
    },
  );

  it("are made with the key's own algorithm only", async () => {
    const client: KMSClient = sdk;
    const KeyId = await createKey({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
    const Message = Buffer.from("x");
    const other = new GenerateMacCommand({ KeyId, MacAlgorithm: "HMAC_SHA_512", Message });
    expect(await refusal(client.send(other))).toMatch(/^InvalidKeyUsageException/);
  });
});
