/** The networks, none of which has a way to the internet. */
import type { NetworkDefinition } from "../language/resources.ts";

/** For the catalog's database, cache and search, and the functions that query them. */
export const shopNetwork = {
  kind: "network",
  name: "ShopNetwork",
  cidr: "10.0.0.0/16",
  gatewayEndpoints: ["dynamodb", "s3"],
  interfaceEndpoints: [],
  tags: {},
} as const satisfies NetworkDefinition;

/** The PCI VPC of the requirements, for functions that see card numbers. */
export const pciNetwork = {
  kind: "network",
  name: "PciNetwork",
  cidr: "10.1.0.0/16",
  gatewayEndpoints: ["dynamodb"],
  interfaceEndpoints: ["kms", "logs", "xray"],
  tags: { Name: "PCI-VPC", Compliance: "PCI-DSS" },
} as const satisfies NetworkDefinition;

/** For the database's copy in the recovery region. */
export const recoveryNetwork = {
  kind: "network",
  name: "RecoveryNetwork",
  cidr: "10.2.0.0/16",
  gatewayEndpoints: ["dynamodb", "s3"],
  interfaceEndpoints: [],
  inRecoveryRegion: true,
  tags: {},
} as const satisfies NetworkDefinition;
