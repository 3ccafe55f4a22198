import { blueprint } from "@tradewind/blueprint";
import { type KeyDefinition, keyUsages } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { policy } from "../policy.ts";
import { physicalName } from "../stage.ts";
import { administeredByIam } from "./encryption.ts";
import { keyStore } from "./hsm.ts";

/** Keys of the payment service. */
export const keys = byName(blueprint.keys, ({ name, spec, inHsm }: KeyDefinition) => {
  const symmetric = spec === "SYMMETRIC_DEFAULT";
  const store = inHsm ? keyStore : undefined;
  const key = new aws.kms.Key(name, {
    description: `Payments: ${name}`,
    customerMasterKeySpec: spec,
    keyUsage: keyUsages[spec],
    // KMS rotates only symmetric keys outside custom key stores:
    // https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
    enableKeyRotation: symmetric && !store,
    ...(store && { customKeyStoreId: store.id }),
    deletionWindowInDays: blueprint.retention.deletedKeyDays,
    policy: policy(administeredByIam),
    tags: { Compliance: "PCI-DSS" },
  });
  const alias = new aws.kms.Alias(`${name}Alias`, {
    name: `alias/${physicalName(name)}`,
    targetKeyId: key.keyId,
  });
  return { key, alias };
});
