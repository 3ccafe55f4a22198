/** Requirements of PCI DSS 4.0.1 that resources can show. Each check names its requirement. */

import { cardFingerprintKey } from "@tradewind/blueprint/ground/keys";
import { pciNetwork } from "@tradewind/blueprint/ground/network";
import { ledgerTable } from "@tradewind/blueprint/ground/tables";
import { allowedBy, type Check, list, nameOf, statementsOf } from "./deployment.ts";

const TWELVE_MONTHS = 365;

export const fingerprints: Check = {
  rule: "PCI 3.5.1.1: card numbers are made unreadable by a keyed hash, whose key only tokenisation may use",
  problems(deployment) {
    const key = deployment.named("kms/key", cardFingerprintKey.name);
    if (key?.props["customerMasterKeySpec"] !== "HMAC_256")
      return [`The key ${cardFingerprintKey.name} is not an HMAC key.`];
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
  rule: "PCI 3.6.1 and 3.7.4: payment keys are tagged, rotated where KMS can, and administered only by IAM",
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
          ...(symmetric && !props["customKeyStoreId"] && props["enableKeyRotation"] !== true
            ? [`The key ${name} is not rotated.`]
            : []),
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
    const [api] = deployment.inHome("apigateway/stage");
    const guarded = deployment
      .of("wafv2/webAclAssociation")
      .some(
        ({ props }) =>
          props["resourceArn"] === api?.arn && deployment.byArn(props["webAclArn"]) !== undefined,
      );
    return guarded ? [] : ["The API has no firewall."];
  },
};

export const isolation: Check = {
  rule: "PCI 1.4.4: systems with card numbers are not reachable from untrusted networks, and are tagged",
  problems(deployment) {
    const { tags } = pciNetwork;
    const vpc = deployment.named("ec2/vpc", pciNetwork.name);
    if (!deployment.settings.pciNetwork) return [];
    if (!vpc) return [`The network ${pciNetwork.name} is missing.`];
    const parts = deployment.graph.resources.filter(({ props }) => props["vpcId"] === vpc.id);
    return [
      ...[vpc, ...parts]
        .filter(({ props }) => (props["tags"] as Record<string, string>)?.["Compliance"] !== tags.Compliance)
        .map(({ name }) => `${name} is not marked PCI-DSS.`),
      ...deployment
        .of("ec2/securityGroup")
        .filter(({ props }) => props["vpcId"] === vpc.id)
        .filter(({ props }) => JSON.stringify(props).includes("/0"))
        .map(({ name }) => `${name} opens the isolated network.`),
    ];
  },
};

export const appendOnly: Check = {
  rule: "PCI 10.3.2: nobody may change or delete entries of the ledger, and its digests are locked for years",
  problems(deployment) {
    const ledger = deployment.of("dynamodb/table").find((table) => nameOf(table) === ledgerTable.name);
    const mayChange = deployment
      .of("iam/role")
      .filter((role) =>
        allowedBy(role).some(
          ({ Action, Resource }) =>
            list(Action).some((action) => /:(Update|Delete|BatchWrite|PartiQL)/.test(action)) &&
            list(Resource).includes(ledger?.arn ?? ""),
        ),
      );
    return mayChange.map((role) => `${nameOf(role)} may change the ledger.`);
  },
};

export const flowLogs: Check = {
  rule: "PCI 10.2.1: all connections in the isolated network are logged, accepted or not",
  problems: (deployment) =>
    deployment
      .of("ec2/vpc")
      .filter(({ id }) => {
        const log = deployment.of("ec2/flowLog").find(({ props }) => props["vpcId"] === id);
        return log?.props["trafficType"] !== "ALL" || !deployment.byArn(log.props["logDestination"]);
      })
      .map(({ name }) => `The network ${name} has no flow log of all connections.`),
};

export const pciChecks = [
  fingerprints,
  paymentKeys,
  logHistory,
  webApplicationFirewall,
  isolation,
  appendOnly,
  flowLogs,
];
