import { createPrivateKey, createPublicKey } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
  CreateAliasCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateRandomCommand,
  ReEncryptCommand,
} from "@aws-sdk/client-kms";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openKms, refusal } from "./support.ts";

const SECRET = Buffer.from("4111 1111 1111 1111");
const context = fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), fc.string({ maxLength: 20 }), {
  maxKeys: 4,
  noNullPrototype: true,
});

describe("encrypting with a symmetric key", () => {
  it("gives back every plaintext under the same context, whatever the order of its pairs", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 4096 }),
        context,
        async (Plaintext, EncryptionContext) => {
          const { CiphertextBlob } = await sdk.send(
            new EncryptCommand({ KeyId, Plaintext, EncryptionContext }),
          );
          const reversed = Object.fromEntries(Object.entries(EncryptionContext).reverse());
          const opened = await sdk.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: reversed }));
          expect(opened.Plaintext).toEqual(Plaintext);
        },
      ),
      { numRuns: 100, examples: [[new Uint8Array([1]), JSON.parse('{"__proto__":"a","b":"c"}')]] },
    );
  });

  it("gives nothing under any other context", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    await fc.assert(
      fc.asyncProperty(context, context, async (sealed, opened) => {
        fc.pre(!isDeepStrictEqual(sealed, opened));
        const { CiphertextBlob } = await sdk.send(
          new EncryptCommand({ KeyId, Plaintext: SECRET, EncryptionContext: sealed }),
        );
        const open = sdk.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: opened }));
        expect(await refusal(open)).toMatch(/^InvalidCiphertextException/);
      }),
      { numRuns: 100 },
    );
  });

  it("detects a change of any bit", async () => {
    const { sdk, createKey } = openKms();
    const { CiphertextBlob = new Uint8Array() } = await sdk.send(
      new EncryptCommand({ KeyId: await createKey(), Plaintext: SECRET }),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(CiphertextBlob.length * 8 - 1), async (bit) => {
        const changed = Uint8Array.from(CiphertextBlob);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const outcome = await refusal(sdk.send(new DecryptCommand({ CiphertextBlob: changed })));
        expect(outcome).toMatch(/^(InvalidCiphertextException|AccessDeniedException)/);
      }),
      { numRuns: 200 },
    );
  });

  it("never gives the same ciphertext twice", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    const encrypt = () => sdk.send(new EncryptCommand({ KeyId, Plaintext: SECRET }));
    expect((await encrypt()).CiphertextBlob).not.toEqual((await encrypt()).CiphertextBlob);
  });

  it("finds the key in the ciphertext, and refuses when the caller names another", async () => {
    const { sdk, createKey } = openKms();
    const [key, other] = [await createKey(), await createKey()];
    const { CiphertextBlob, KeyId } = await sdk.send(new EncryptCommand({ KeyId: key, Plaintext: SECRET }));
    expect(KeyId).toBe(`arn:aws:kms:us-east-1:000000000000:key/${key}`);
    expect(await refusal(sdk.send(new DecryptCommand({ CiphertextBlob, KeyId: key })))).toBe("accepted");
    expect(await refusal(sdk.send(new DecryptCommand({ CiphertextBlob, KeyId: other })))).toBe(
      "IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.",
    );
  });

  it("knows its keys by id, ARN, alias and alias ARN", async () => {
    const { sdk, createKey } = openKms();
    const id = await createKey();
    await sdk.send(new CreateAliasCommand({ AliasName: "alias/vault", TargetKeyId: id }));
    const arn = "arn:aws:kms:us-east-1:000000000000";
    for (const KeyId of [id, `${arn}:key/${id}`, "alias/vault", `${arn}:alias/vault`]) {
      const encrypted = await sdk.send(new EncryptCommand({ KeyId, Plaintext: SECRET }));
      expect(encrypted.KeyId).toBe(`${arn}:key/${id}`);
    }
    expect(await refusal(sdk.send(new EncryptCommand({ KeyId: "alias/none", Plaintext: SECRET })))).toBe(
      `NotFoundException: Alias ${arn}:alias/none is not found.`,
    );
    expect(await refusal(sdk.send(new EncryptCommand({ KeyId: "none", Plaintext: SECRET })))).toBe(
      `NotFoundException: Key '${arn}:key/none' does not exist`,
    );
    const elsewhere = `arn:aws:kms:eu-west-1:000000000000:key/${id}`;
    expect(await refusal(sdk.send(new EncryptCommand({ KeyId: elsewhere, Plaintext: SECRET })))).toMatch(
      /^NotFoundException/,
    );
  });

  it("takes 4,096 bytes and no more", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    const encrypt = (bytes: number) =>
      refusal(sdk.send(new EncryptCommand({ KeyId, Plaintext: Buffer.alloc(bytes) })));
    expect(await encrypt(4096)).toBe("accepted");
    expect(await encrypt(4097)).toMatch(/^ValidationException: .*less than or equal to 4096/);
    expect(await encrypt(0)).toMatch(/^ValidationException: .*greater than or equal to 1/);
  });

  it("only tells whether it would succeed in a dry run", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    expect(await refusal(sdk.send(new EncryptCommand({ KeyId, Plaintext: SECRET, DryRun: true })))).toBe(
      "DryRunOperationException: The request would have succeeded, but the DryRun option is set.",
    );
  });
});

describe("re-encrypting", () => {
  it("moves a ciphertext to another key and context without showing the plaintext", async () => {
    const { sdk, createKey } = openKms();
    const [from, to] = [await createKey(), await createKey()];
    const before = await sdk.send(
      new EncryptCommand({ KeyId: from, Plaintext: SECRET, EncryptionContext: { order: "1" } }),
    );
    const moved = await sdk.send(
      new ReEncryptCommand({
        CiphertextBlob: before.CiphertextBlob,
        SourceEncryptionContext: { order: "1" },
        DestinationKeyId: to,
        DestinationEncryptionContext: { order: "2" },
      }),
    );
    expect(moved).not.toHaveProperty("Plaintext");
    expect([moved.SourceKeyId, moved.KeyId].map((arn) => arn?.split("/")[1])).toEqual([from, to]);
    const opened = await sdk.send(
      new DecryptCommand({
        CiphertextBlob: moved.CiphertextBlob,
        EncryptionContext: { order: "2" },
        KeyId: to,
      }),
    );
    expect(Buffer.from(opened.Plaintext ?? [])).toEqual(SECRET);
  });
});

describe("data keys", () => {
  it("come in the clear and encrypted, and can be decrypted under their context", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    const EncryptionContext = { tenant: "42" };
    for (const [request, bytes] of [
      [{ KeySpec: "AES_256" } as const, 32],
      [{ KeySpec: "AES_128" } as const, 16],
      [{ NumberOfBytes: 100 }, 100],
    ] as const) {
      const made = await sdk.send(new GenerateDataKeyCommand({ KeyId, EncryptionContext, ...request }));
      expect(made.Plaintext).toHaveLength(bytes);
      const { CiphertextBlob } = made;
      const opened = await sdk.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
      expect(opened.Plaintext).toEqual(made.Plaintext);
    }
  });

  it("can be had encrypted only", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    const made = await sdk.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: "AES_256" }));
    expect(made).not.toHaveProperty("Plaintext");
    const { Plaintext } = await sdk.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob }));
    expect(Plaintext).toHaveLength(32);
  });

  it("have a spec or a length, not both and not neither", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    const neither = new GenerateDataKeyCommand({ KeyId });
    const both = new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256", NumberOfBytes: 32 });
    for (const command of [neither, both]) {
      expect(await refusal(sdk.send(command))).toBe(
        "ValidationException: Please specify either number of bytes or key spec.",
      );
    }
  });

  it("can be pairs", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    for (const KeyPairSpec of ["RSA_2048", "ECC_NIST_P384"] as const) {
      const made = await sdk.send(new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec }));
      const privateKey = createPrivateKey({
        key: Buffer.from(made.PrivateKeyPlaintext ?? []),
        format: "der",
        type: "pkcs8",
      });
      const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
      expect(Buffer.from(made.PublicKey ?? [])).toEqual(spki);
      const opened = await sdk.send(new DecryptCommand({ CiphertextBlob: made.PrivateKeyCiphertextBlob }));
      expect(opened.Plaintext).toEqual(made.PrivateKeyPlaintext);
    }
    const hidden = await sdk.send(
      new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256" }),
    );
    expect(hidden).not.toHaveProperty("PrivateKeyPlaintext");
  });
});

describe("encrypting with an RSA key", () => {
  it("works with both paddings up to what fits, and needs the key's name to decrypt", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey({ KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" });
    for (const [EncryptionAlgorithm, most] of [
      ["RSAES_OAEP_SHA_1", 214],
      ["RSAES_OAEP_SHA_256", 190],
    ] as const) {
      const Plaintext = Buffer.alloc(most, 7);
      const { CiphertextBlob } = await sdk.send(
        new EncryptCommand({ KeyId, Plaintext, EncryptionAlgorithm }),
      );
      const opened = await sdk.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionAlgorithm }));
      expect(Buffer.from(opened.Plaintext ?? [])).toEqual(Plaintext);
      expect(await refusal(sdk.send(new DecryptCommand({ CiphertextBlob, EncryptionAlgorithm })))).toMatch(
        /^ValidationException/,
      );
      const tooLong = new EncryptCommand({ KeyId, Plaintext: Buffer.alloc(most + 1), EncryptionAlgorithm });
      expect(await refusal(sdk.send(tooLong))).toMatch(/^ValidationException: .*larger than/);
    }
  });

  it("is refused with the symmetric algorithm and with an encryption context", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey({ KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" });
    expect(await refusal(sdk.send(new EncryptCommand({ KeyId, Plaintext: SECRET })))).toBe(
      "InvalidKeyUsageException: Algorithm SYMMETRIC_DEFAULT and key spec RSA_2048 are incompatible.",
    );
    const EncryptionAlgorithm = "RSAES_OAEP_SHA_256";
    const withContext = {
      KeyId,
      Plaintext: SECRET,
      EncryptionAlgorithm,
      EncryptionContext: { a: "b" },
    } as const;
    expect(await refusal(sdk.send(new EncryptCommand(withContext)))).toMatch(/^ValidationException/);
  });
});

it("random bytes come in the length that was asked for", async () => {
  const { sdk } = openKms();
  const { Plaintext } = await sdk.send(new GenerateRandomCommand({ NumberOfBytes: 1024 }));
  expect(Plaintext).toHaveLength(1024);
  expect(await refusal(sdk.send(new GenerateRandomCommand({ NumberOfBytes: 1025 })))).toMatch(
    /^ValidationException/,
  );
});
