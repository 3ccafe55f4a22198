import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
  ListAliasesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  VerifyCommand,
} from "@aws-sdk/client-kms";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { DAY, openKms, refusal } from "./support.ts";

const Plaintext = Buffer.from("secret");
const seal = async (sdk: KMSClient, KeyId: string) =>
  (await sdk.send(new EncryptCommand({ KeyId, Plaintext }))).CiphertextBlob;
const open = (sdk: KMSClient, CiphertextBlob: Uint8Array | undefined) =>
  refusal(sdk.send(new DecryptCommand({ CiphertextBlob })));
const state = async (sdk: KMSClient, KeyId: string) =>
  (await sdk.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;

describe("a new key", () => {
  it("is a symmetric encryption key unless something else is asked for", async () => {
    const { sdk, clock } = openKms();
    const { KeyMetadata } = await sdk.send(new CreateKeyCommand({ Description: "vault" }));
    expect(KeyMetadata).toMatchObject({
      Description: "vault",
      CreationDate: new Date(clock.now()),
      Enabled: true,
      KeyState: "Enabled",
      KeySpec: "SYMMETRIC_DEFAULT",
      KeyUsage: "ENCRYPT_DECRYPT",
      EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
      Origin: "AWS_KMS",
      KeyManager: "CUSTOMER",
      MultiRegion: false,
    });
  });

  it("of another spec needs a usage that fits", async () => {
    const { sdk } = openKms();
    expect(await refusal(sdk.send(new CreateKeyCommand({ KeySpec: "RSA_2048" })))).toBe(
      "ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    );
    const wrong = new CreateKeyCommand({ KeySpec: "ECC_NIST_P256", KeyUsage: "ENCRYPT_DECRYPT" });
    expect(await refusal(sdk.send(wrong))).toBe(
      "ValidationException: KeyUsage ENCRYPT_DECRYPT is not compatible with KeySpec ECC_NIST_P256",
    );
  });

  it("is refused where the cloud would have to pretend", async () => {
    const { sdk } = openKms();
    for (const input of [{ MultiRegion: true }, { Origin: "EXTERNAL" } as const]) {
      expect(await refusal(sdk.send(new CreateKeyCommand(input)))).toMatch(/^UnsupportedOperationException/);
    }
  });

  it("is listed, page by page", async () => {
    const { sdk, createKey } = openKms();
    const ids = await Promise.all(Array.from({ length: 5 }, () => createKey()));
    const listed: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const answer = await sdk.send(new ListKeysCommand({ Limit: 2, Marker }));
      listed.push(...(answer.Keys ?? []).map(({ KeyId }) => KeyId));
      Marker = answer.Truncated ? answer.NextMarker : undefined;
    } while (Marker !== undefined);
    expect(new Set(listed)).toEqual(new Set(ids));
    expect(listed).toHaveLength(5);
  });

  it("is defined once by alias, however often and however concurrently", async () => {
    const { kms, sdk } = openKms();
    const define = () => kms.defineKey({ alias: "tokens", spec: "RSA_2048", usage: "SIGN_VERIFY" });
    const arns = new Set([...(await Promise.all([define(), define()])), await define()]);
    expect(arns.size).toBe(1);
    expect((await sdk.send(new ListKeysCommand({}))).Keys).toHaveLength(1);
    const described = await sdk.send(new DescribeKeyCommand({ KeyId: "alias/tokens" }));
    expect(described.KeyMetadata?.Arn).toBe([...arns][0]);
  });
});

describe("aliases", () => {
  it("are unique, move to keys of the same kind, and go", async () => {
    const { sdk, createKey } = openKms();
    const [one, two] = [await createKey(), await createKey()];
    const hmac = await createKey({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
    const AliasName = "alias/shop/vault";
    await sdk.send(new CreateAliasCommand({ AliasName, TargetKeyId: one }));
    expect(await refusal(sdk.send(new CreateAliasCommand({ AliasName, TargetKeyId: two })))).toBe(
      "AlreadyExistsException: An alias with the name arn:aws:kms:us-east-1:000000000000:alias/shop/vault already exists",
    );
    await sdk.send(new UpdateAliasCommand({ AliasName, TargetKeyId: two }));
    const { Aliases } = await sdk.send(new ListAliasesCommand({ KeyId: two }));
    expect(Aliases).toMatchObject([{ AliasName, TargetKeyId: two }]);
    expect(await refusal(sdk.send(new UpdateAliasCommand({ AliasName, TargetKeyId: hmac })))).toMatch(
      /^ValidationException/,
    );
    await sdk.send(new DeleteAliasCommand({ AliasName }));
    expect(await refusal(sdk.send(new DeleteAliasCommand({ AliasName })))).toMatch(/^NotFoundException/);
  });

  it("must have the prefix and must not be AWS's own", async () => {
    const { sdk, createKey } = openKms();
    const TargetKeyId = await createKey();
    const create = (AliasName: string) =>
      refusal(sdk.send(new CreateAliasCommand({ AliasName, TargetKeyId })));
    expect(await create("vault")).toMatch(/^ValidationException: Alias must start with the prefix/);
    expect(await create("alias/aws/s3")).toMatch(/^InvalidAliasNameException/);
    expect(await create("alias/a b")).toMatch(/^InvalidAliasNameException/);
  });

  it("do not name keys for operations that change them", async () => {
    const { sdk, kms } = openKms();
    await kms.defineKey({ alias: "vault" });
    expect(await refusal(sdk.send(new DisableKeyCommand({ KeyId: "alias/vault" })))).toBe(
      "NotFoundException: Invalid keyId 'alias/vault'",
    );
  });
});

describe("a disabled key", () => {
  it("does nothing until it is enabled", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    const sealed = await seal(sdk, KeyId);
    await sdk.send(new DisableKeyCommand({ KeyId }));
    const disabled = `DisabledException: arn:aws:kms:us-east-1:000000000000:key/${KeyId} is disabled.`;
    expect(await refusal(seal(sdk, KeyId))).toBe(disabled);
    expect(await open(sdk, sealed)).toBe(disabled);
    await sdk.send(new EnableKeyCommand({ KeyId }));
    expect(await open(sdk, sealed)).toBe("accepted");
  });
});

describe("deleting a key", () => {
  it("waits, refuses its use meanwhile, and then takes key and aliases away", async () => {
    const { sdk, createKey, clock } = openKms();
    const KeyId = await createKey();
    await sdk.send(new CreateAliasCommand({ AliasName: "alias/vault", TargetKeyId: KeyId }));
    const sealed = await seal(sdk, KeyId);
    const { DeletionDate } = await sdk.send(
      new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }),
    );
    expect(DeletionDate).toEqual(new Date(clock.now() + 7 * DAY));
    const pending = `KMSInvalidStateException: arn:aws:kms:us-east-1:000000000000:key/${KeyId} is pending deletion.`;
    expect(await open(sdk, sealed)).toBe(pending);
    expect(await refusal(sdk.send(new EnableKeyCommand({ KeyId })))).toBe(pending);
    clock.advance(7 * DAY - 1);
    expect(await state(sdk, KeyId)).toBe("PendingDeletion");
    clock.advance(1);
    expect(await refusal(sdk.send(new DescribeKeyCommand({ KeyId })))).toMatch(/^NotFoundException/);
    expect(await refusal(seal(sdk, "alias/vault"))).toMatch(/^NotFoundException/);
    expect(await open(sdk, sealed)).toMatch(/^AccessDeniedException/);
  });

  it("can be called off, which leaves the key disabled", async () => {
    const { sdk, createKey, clock } = openKms();
    const KeyId = await createKey();
    await sdk.send(new ScheduleKeyDeletionCommand({ KeyId }));
    await sdk.send(new CancelKeyDeletionCommand({ KeyId }));
    clock.advance(60 * DAY);
    expect(await state(sdk, KeyId)).toBe("Disabled");
    expect(await refusal(sdk.send(new CancelKeyDeletionCommand({ KeyId })))).toMatch(
      /^KMSInvalidStateException/,
    );
  });

  it("waits between 7 and 30 days", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    for (const PendingWindowInDays of [6, 31]) {
      const schedule = new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays });
      expect(await refusal(sdk.send(schedule))).toMatch(/^ValidationException/);
    }
  });
});

describe("rotation", () => {
  const rotations = async (sdk: KMSClient, KeyId: string) => {
    const { Rotations } = await sdk.send(new ListKeyRotationsCommand({ KeyId }));
    return (Rotations ?? []).map(({ RotationDate, RotationType }) => [RotationDate?.getTime(), RotationType]);
  };

  it("happens each year once it is enabled, and old ciphertexts still open", async () => {
    const { sdk, createKey, clock } = openKms();
    const KeyId = await createKey();
    await sdk.send(new EnableKeyRotationCommand({ KeyId }));
    const start = clock.now();
    expect(await sdk.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 365,
      NextRotationDate: new Date(start + 365 * DAY),
    });
    const sealed = [await seal(sdk, KeyId)];
    const material = async () =>
      (await sdk.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.CurrentKeyMaterialId;
    const first = await material();
    clock.advance(365 * DAY - 1);
    expect(await material()).toBe(first);
    clock.advance(1);
    expect(await material()).not.toBe(first);
    sealed.push(await seal(sdk, KeyId));
    clock.advance(3 * 365 * DAY);
    sealed.push(await seal(sdk, KeyId));
    expect(await rotations(sdk, KeyId)).toEqual(
      [1, 2, 3, 4].map((year) => [start + year * 365 * DAY, "AUTOMATIC"]),
    );
    for (const blob of sealed) expect(await open(sdk, blob)).toBe("accepted");
  });

  it("stops when it is disabled", async () => {
    const { sdk, createKey, clock } = openKms();
    const KeyId = await createKey();
    await sdk.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
    clock.advance(90 * DAY);
    await sdk.send(new DisableKeyRotationCommand({ KeyId }));
    clock.advance(900 * DAY);
    expect(await rotations(sdk, KeyId)).toHaveLength(1);
  });

  it("of a disabled key waits until the key is enabled", async () => {
    const { sdk, createKey, clock } = openKms();
    const KeyId = await createKey();
    await sdk.send(new EnableKeyRotationCommand({ KeyId }));
    await sdk.send(new DisableKeyCommand({ KeyId }));
    clock.advance(800 * DAY);
    expect(await rotations(sdk, KeyId)).toEqual([]);
    await sdk.send(new EnableKeyCommand({ KeyId }));
    expect(await rotations(sdk, KeyId)).toEqual([[clock.now(), "AUTOMATIC"]]);
  });

  it("on demand works at most 25 times", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey();
    const sealed = await seal(sdk, KeyId);
    const rotate = () => refusal(sdk.send(new RotateKeyOnDemandCommand({ KeyId })));
    for (let time = 0; time < 25; time += 1) expect(await rotate()).toBe("accepted");
    expect(await rotate()).toMatch(/^LimitExceededException/);
    expect(await open(sdk, sealed)).toBe("accepted");
  });

  it("is for symmetric encryption keys only", async () => {
    const { sdk, createKey } = openKms();
    const KeyId = await createKey({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
    expect(await refusal(sdk.send(new EnableKeyRotationCommand({ KeyId })))).toMatch(
      /^UnsupportedOperationException/,
    );
  });
});

it("tags and the key policy are kept", async () => {
  const { sdk, createKey } = openKms();
  const KeyId = await createKey({ Tags: [{ TagKey: "team", TagValue: "payments" }] });
  await sdk.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: "stage", TagValue: "dev" }] }));
  await sdk.send(new UntagResourceCommand({ KeyId, TagKeys: ["team"] }));
  const { Tags } = await sdk.send(new ListResourceTagsCommand({ KeyId }));
  expect(Tags).toEqual([{ TagKey: "stage", TagValue: "dev" }]);

  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  await sdk.send(new PutKeyPolicyCommand({ KeyId, Policy }));
  expect((await sdk.send(new GetKeyPolicyCommand({ KeyId }))).Policy).toBe(Policy);
  expect(await refusal(sdk.send(new PutKeyPolicyCommand({ KeyId, Policy: "{" })))).toMatch(
    /^MalformedPolicyDocumentException/,
  );
});

it("keys, aliases, rotations and scheduled deletions outlive the process", async () => {
  const data = mkdtempSync(join(tmpdir(), "kms-"));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const before = openKms({ data });
  const KeyId = await before.createKey();
  const doomed = await before.createKey();
  const SigningKey = await before.createKey({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
  const sealed = [await seal(before.sdk, KeyId)];
  await before.sdk.send(new RotateKeyOnDemandCommand({ KeyId }));
  sealed.push(await seal(before.sdk, KeyId));
  await before.sdk.send(new CreateAliasCommand({ AliasName: "alias/vault", TargetKeyId: KeyId }));
  await before.sdk.send(new ScheduleKeyDeletionCommand({ KeyId: doomed, PendingWindowInDays: 7 }));
  const Message = Buffer.from("to whom it may concern");
  const signing = { KeyId: SigningKey, Message, SigningAlgorithm: "ECDSA_SHA_256" } as const;
  const { Signature } = await before.sdk.send(new SignCommand(signing));
  before.kernel.store.close();

  const after = openKms({ data, clock: before.clock });
  for (const blob of sealed) expect(await open(after.sdk, blob)).toBe("accepted");
  expect(await refusal(seal(after.sdk, "alias/vault"))).toBe("accepted");
  expect(await refusal(after.sdk.send(new VerifyCommand({ ...signing, Signature })))).toBe("accepted");
  expect(await state(after.sdk, doomed)).toBe("PendingDeletion");
  after.clock.advance(7 * DAY);
  expect(await refusal(after.sdk.send(new DescribeKeyCommand({ KeyId: doomed })))).toMatch(
    /^NotFoundException/,
  );
  after.kernel.store.close();
});

it("every call is metered by operation", async () => {
  const { sdk, createKey, kernel } = openKms();
  const KeyId = await createKey();
  for (let call = 0; call < 3; call += 1) await seal(sdk, KeyId);
  const total = kernel.meter.totals().find(({ operation }) => operation === "Encrypt");
  expect(total).toMatchObject({ service: "kms", calls: 3, units: { requests: 3 } });
});

it("malformed requests are answered with errors of AWS's kind", async () => {
  const { kms, createKey } = openKms();
  const KeyId = await createKey();
  const operations = [
    "Encrypt",
    "Decrypt",
    "Sign",
    "CreateKey",
    "GenerateDataKey",
    "ScheduleKeyDeletion",
    "Nothing",
  ];
  const members = ["KeyId", "Plaintext", "CiphertextBlob", "EncryptionContext", "KeySpec", "Tags", "Message"];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...operations),
      fc.oneof(
        fc
          .dictionary(fc.constantFrom(...members), fc.oneof(fc.jsonValue(), fc.constant(KeyId)))
          .map((body) => JSON.stringify(body)),
        fc.string(),
      ),
      async (operation, body) => {
        const response = await kms.service.handle({
          method: "POST",
          path: "/",
          query: new URLSearchParams(),
          headers: { "x-amz-target": `TrentService.${operation}` },
          body: Buffer.from(body),
        });
        expect(response.status === 200 || (response.status >= 400 && response.status < 500)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
