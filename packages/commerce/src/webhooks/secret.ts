import { GenerateMacCommand } from "@aws-sdk/client-kms";
import { webhookKey } from "@tradewind/blueprint/areas/webhooks";
import { kms } from "../platform/clients/kms.ts";
import { resourceOf } from "../platform/resource-of.ts";

/** A webhook's secret: derived from its id whenever it is needed, stored nowhere. */
export async function secretOf(webhookId: string): Promise<string> {
  const { Mac } = await kms.send(
    new GenerateMacCommand({
      KeyId: resourceOf(webhookKey).arn,
      MacAlgorithm: "HMAC_SHA_256",
      Message: Buffer.from(webhookId),
    }),
  );
  return `whsec_${Buffer.from(Mac ?? []).toString("base64")}`;
}
