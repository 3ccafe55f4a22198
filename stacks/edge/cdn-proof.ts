import { blueprint } from "@tradewind/blueprint";
import { physicalName, stage } from "../stage.ts";

const { cdn } = blueprint;

/**
 * What CloudFront proves itself by to the firewall before the API. A key of API Gateway, as AWS makes its value and keeps it
 * secret; it opens nothing, since no plan has it.
 */
export const cdnProof = stage.firewall
  ? new aws.apigateway.ApiKey(`${cdn.name}Proof`, {
      name: physicalName(`${cdn.name}Proof`),
      description: "By which CloudFront proves that a request comes through it",
    })
  : undefined;
