import { blueprint } from "@tradewind/blueprint";
import { forThisAccount, fromService, policy, type Statement } from "../policy.ts";
import { accountId, physicalName } from "../stage.ts";

/**
 * Lets IAM policies give permissions on a key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export const administeredByIam: Statement = {
  Action: "kms:*",
  Resource: "*",
  Principal: { AWS: $interpolate`arn:aws:iam::${accountId}:root` },
};

/**
 * Encrypts topics. Other services cannot use AWS's managed key, so the stage has its own:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export const messagingKey = new aws.kms.Key("Messaging", {
  description: "Encrypts messages at rest",
  enableKeyRotation: true,
  deletionWindowInDays: blueprint.retention.deletedKeyDays,
  policy: policy(
    administeredByIam,
    ...["events", "cloudwatch"].map((service) => ({
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: "*",
      Principal: fromService(service),
      Condition: forThisAccount,
    })),
  ),
});

new aws.kms.Alias("MessagingAlias", {
  name: `alias/${physicalName("Messaging")}`,
  targetKeyId: messagingKey.keyId,
});
