import { GenerateMacCommand } from "@aws-sdk/client-kms";
import { cardFingerprintKey } from "@tradewind/blueprint/ground/keys";
import { kms } from "../platform/clients/kms.ts";
import { resourceOf } from "../platform/resource-of.ts";

/**
 * Recognises a card without keeping its number: a keyed hash, so that numbers cannot be tried out
 * (PCI DSS 3.5.1.1).
 */
export async function fingerprint(number: string): Promise<string> {
  const { Mac } = await kms.send(
    new GenerateMacCommand({
      KeyId: resourceOf(cardFingerprintKey).arn,
      MacAlgorithm: "HMAC_SHA_256",
      Message: Buffer.from(number),
    }),
  );
  return Buffer.from(Mac ?? []).toString("base64url");
}
