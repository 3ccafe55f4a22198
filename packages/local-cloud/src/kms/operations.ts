import type { Input } from "../protocols/input.ts";
import * as aliases from "./actions/aliases.ts";
import * as encryption from "./actions/encryption.ts";
import * as keys from "./actions/keys.ts";
import * as rotation from "./actions/rotation.ts";
import * as signing from "./actions/signing.ts";
import type { KmsContext } from "./context.ts";

export type Operation = (service: KmsContext, input: Input) => Promise<object> | object;

/** Operations that use key material. They support DryRun. */
export const CRYPTOGRAPHIC: Record<string, Operation> = {
  Decrypt: encryption.decrypt,
  Encrypt: encryption.encrypt,
  GenerateDataKey: encryption.generateDataKey,
  GenerateDataKeyPair: encryption.generateDataKeyPair,
  GenerateDataKeyPairWithoutPlaintext: encryption.generateDataKeyPairWithoutPlaintext,
  GenerateDataKeyWithoutPlaintext: encryption.generateDataKeyWithoutPlaintext,
  GenerateMac: signing.generateMac,
  ReEncrypt: encryption.reEncrypt,
  Sign: signing.sign,
  Verify: signing.verify,
  VerifyMac: signing.verifyMac,
};

export const MANAGEMENT: Record<string, Operation> = {
  CancelKeyDeletion: keys.cancelKeyDeletion,
  CreateAlias: aliases.createAlias,
  CreateKey: keys.createKey,
  DeleteAlias: aliases.deleteAlias,
  DescribeKey: keys.describeKey,
  DisableKey: keys.disableKey,
  DisableKeyRotation: rotation.disableKeyRotation,
  EnableKey: keys.enableKey,
  EnableKeyRotation: rotation.enableKeyRotation,
  GenerateRandom: encryption.generateRandom,
  GetKeyPolicy: keys.getKeyPolicy,
  GetKeyRotationStatus: rotation.getKeyRotationStatus,
  GetPublicKey: signing.getPublicKey,
  ListAliases: aliases.listAliases,
  ListKeyPolicies: keys.listKeyPolicies,
  ListKeyRotations: rotation.listKeyRotations,
  ListKeys: keys.listKeys,
  ListResourceTags: keys.listResourceTags,
  PutKeyPolicy: keys.putKeyPolicy,
  RotateKeyOnDemand: rotation.rotateKeyOnDemand,
  ScheduleKeyDeletion: keys.scheduleKeyDeletion,
  TagResource: keys.tagResource,
  UntagResource: keys.untagResource,
  UpdateAlias: aliases.updateAlias,
  UpdateKeyDescription: keys.updateKeyDescription,
};
