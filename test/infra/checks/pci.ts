/** PCI DSS 4.0.1, as far as resources can show it; each check is named by its requirement. */
import { cardFingerprintKey } from "@tradewind/blueprint/storage";
import { allowedBy, type Check, list, nameOf, statementsOf } from "./deployment.ts";

const TWELVE_MONTHS = 365;

export const fingerprints: Check = {
  rule: "PCI 3.5.1.1: card numbers are made unreadable by a keyed hash, whose key only tokenisation may use",
  problems(deployment) {
    const key = deployment.named("kms/key", cardFingerprintKey.name);
    if (key?.props["customerMasterKeySpec"] !== "HMAC_256")
      return [`The key ${cardFingerprintKey.name} is no HMAC key.`];
    return deployment
      .of("iam/role")
      .filter((role) => nameOf(role) !== "CreatePaymentToken")
      .filter((role) =>
        allowedBy(role).some(
          ({ Action, Resource }) =>
            list(Action).some((action) => action.startsWith("kms:")) && list(Resource).includes(key.arn),
        ),
      )
      .map((role) => `${nameOf(role)} may use the key ${key.name}.`);
  },
};

export const paymentKeys: Check = {
  rule: "PCI 3.6.1 and 3.7.4: payment keys are marked, rotated where KMS can, and administered by IAM alone",
  problems: (deployment) =>
    deployment
      .of("kms/key")
      .filter(({ props }) => String(props["description"]).startsWith("Payments"))
      .flatMap(({ name, props }) => {
        const tags = (props["tags"] ?? {}) as Record<string, string>;
        const symmetric = props["customerMasterKeySpec"] === "SYMMETRIC_DEFAULT";
        const services = statementsOf(props["policy"]).filter(
          ({ Principal }) => (Principal as { Service?: string } | undefined)?.Service !== undefined,
        );
        return [
          ...(tags["Compliance"] === "PCI-DSS" ? [] : [`The key ${name} is not marked PCI-DSS.`]),
          ...(symmetric && props["enableKeyRotation"] !== true ? [`The key ${name} is not rotated.`] : []),
          ...(services.length > 0 ? [`The key ${name} is open to a service.`] : []),
        ];
      }),
};

export const logHistory: Check = {
  rule: "PCI 10.5.1: production's logs are kept for twelve months",
  problems: (deployment) =>
    deployment.settings.name === "production"
      ? deployment
          .of("cloudwatch/logGroup")
          .filter(({ props }) => Number(props["retentionInDays"]) < TWELVE_MONTHS)
          .map(({ name }) => `The log group ${name} is kept for less than twelve months.`)
      : [],
};

export const webApplicationFirewall: Check = {
  rule: "PCI 6.4.2: an automated solution detects and prevents attacks on the API of staging and production",
  problems(deployment) {
    if (!deployment.settings.firewall) return [];
    const [api] = deployment.of("apigateway/stage");
    const guarded = deployment
      .of("wafv2/webAclAssociation")
      .some(
        ({ props }) =>
          props["resourceArn"] === api?.arn && deployment.byArn(props["webAclArn"]) !== undefined,
      );
    return guarded ? [] : ["No firewall stands before the API."];
  },
};

export const pciChecks = [fingerprints, paymentKeys, logHistory, webApplicationFirewall];
