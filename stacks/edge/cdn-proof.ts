import { blueprint } from "@tradewind/blueprint";
import { physicalName, stage } from "../stage.ts";

const { cdn } = blueprint;

/**
 * CloudFront sends this value to the firewall before the API, as a proof that the request comes
 * through CloudFront. It is an API key because AWS then generates the value and keeps it secret.
 * The key belongs to no usage plan, so it opens nothing.
 */
export const cdnProof = stage.firewall
  ? new aws.apigateway.ApiKey(`${cdn.name}Proof`, {
      name: physicalName(`${cdn.name}Proof`),
      description: "Proves that a request comes through CloudFront",
    })
  : undefined;
