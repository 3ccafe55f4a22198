/** Planted violations of the checks of networks, stores and their copies. */
import * as functions from "./checks/functions.ts";
import * as network from "./checks/network.ts";
import * as pci from "./checks/pci.ts";
import { references } from "./checks/references.ts";
import * as resilience from "./checks/resilience.ts";
import * as security from "./checks/security.ts";
import * as storage from "./checks/storage.ts";
import * as stores from "./checks/stores.ts";
import type { Graph } from "./harness/graph.ts";
import { add, find, inlinePolicies, ROLE, remove, rewrite, set, type Violation } from "./planting.ts";

const COPY = "CatalogDatabaseRecovery";

/** Lets a function change items of the ledger. */
function rewriteTheLedger(graph: Graph): void {
  const { arn } = find(graph, "LedgerTable");
  set(ROLE, { inlinePolicies: inlinePolicies({ Action: ["dynamodb:UpdateItem"], Resource: [arn] }) })(graph);
}

const opened = { protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["0.0.0.0/0"] };

export const platformViolations: readonly Violation[] = [
  {
    check: network.networks,
    change: set("PciNetwork", { cidrBlock: "10.9.0.0/16" }),
    says: "The network PciNetwork should be",
  },
  {
    check: network.networks,
    change: remove("PciNetwork-kms"),
    says: "The network PciNetwork should be",
  },
  {
    check: network.networks,
    change: set("ShopNetworkDefault", { ingress: [opened] }),
    says: "The network ShopNetwork should be",
  },
  {
    check: network.noWayOut,
    change: (graph) => {
      add("PciNetworkRoutes", "Gateway", {})(graph);
      const gateway = graph.resources.at(-1);
      if (gateway) gateway.type = "aws:ec2/internetGateway:InternetGateway";
    },
    says: "Gateway (internetGateway) leads out of a network.",
  },
  {
    check: network.noWayOut,
    change: set("ShopNetworkA", { mapPublicIpOnLaunch: true }),
    says: "The subnet ShopNetworkA gives public addresses.",
  },
  {
    check: network.securityGroups,
    change: set("CatalogDatabaseAccess", { ingress: [opened] }),
    says: "The group CatalogDatabaseAccess should be",
  },
  {
    check: network.securityGroups,
    change: set("PciNetworkFunctions", { egress: [opened] }),
    says: "The group PciNetworkFunctions lets its members connect to anybody.",
  },
  {
    check: functions.functions,
    change: set("SendMailFunction", { vpcConfig: { securityGroupIds: ["PciNetworkFunctions-id"] } }),
    says: "The function SendMail should be",
  },
  {
    check: stores.databases,
    change: remove("CatalogDatabaseReplica1"),
    says: "The database CatalogDatabase should be",
  },
  {
    check: stores.databases,
    change: set(`${COPY}Cluster`, { globalClusterIdentifier: undefined }),
    says: `The database ${COPY}Cluster should be`,
  },
  {
    check: stores.connections,
    change: remove("CatalogDatabaseConnectionsTarget"),
    says: "The proxy CatalogDatabaseConnections should be",
  },
  {
    check: stores.caches,
    change: set("CatalogCacheCluster", { multiAzEnabled: false }),
    says: "The cache CatalogCache should be",
  },
  {
    check: stores.searches,
    change: set("CatalogSearchDomain", { vpcOptions: undefined }),
    says: "The search CatalogSearch should be",
  },
  {
    check: stores.secrets,
    change: remove("CatalogDatabaseProxySecretVersion"),
    says: "The secret CatalogDatabaseProxySecret has no value.",
  },
  {
    check: stores.modules,
    change: remove("PaymentHsm2"),
    says: "The security module PaymentHsm should be",
  },
  {
    check: stores.engines,
    change: set("CatalogDatabaseClusterParameterGroup", { family: "aurora-postgresql16" }),
    says: "CatalogDatabase: its parameters' family is aurora-postgresql16, and should be aurora-postgresql17.",
  },
  {
    check: stores.engines,
    change: set(`${COPY}Instance`, { engineVersion: "16.6" }),
    says: `${COPY}Instance: its version is 16.6, and should be 17.4.`,
  },
  {
    check: stores.engines,
    change: set("CatalogCacheCluster", { engineVersion: "9.9" }),
    says: "CatalogCache: AWS does not offer the version 9.9.",
  },
  {
    check: references,
    change: remove("PciNetworkC"),
    says: "PciNetworkRoutesC refers to PciNetworkC, which does not exist.",
  },
  {
    check: security.encryptedConnections,
    change: set("CatalogCacheCluster", { transitEncryptionMode: "preferred" }),
    says: "CatalogCache (elasticache/replicationGroup) takes connections without TLS.",
  },
  {
    check: security.encryptedConnections,
    change: set("CatalogDatabaseClusterParameterGroup", { parameters: [] }),
    says: "CatalogDatabase (rds/clusterParameterGroup) takes connections without TLS.",
  },
  {
    check: security.encryptionAtRest,
    change: set("CatalogDatabaseCluster", { storageEncrypted: false }),
    says: "CatalogDatabase (rds/cluster) is not encrypted at rest.",
  },
  {
    check: security.openPolicies,
    change: rewrite("CatalogSearchDomainPolicy", "accessPolicies", /arn:aws:iam::\d+:root/, "*"),
    says: "CatalogSearchDomainPolicy is open to anybody.",
  },
  {
    check: security.publicBuckets,
    change: remove("LedgerDigestsCopyPublicAccessBlock"),
    says: "The bucket LedgerDigestsCopy lacks blockPublicAcls.",
  },
  {
    check: storage.tables,
    change: remove("LedgerAppendOnly"),
    says: "The table Ledger should be",
  },
  {
    check: storage.tables,
    change: set("CommerceTable", { replicas: [] }),
    says: "The table Commerce should be",
  },
  {
    check: storage.buckets,
    change: remove("LedgerDigestsLock"),
    says: "The bucket LedgerDigests should be",
  },
  {
    check: storage.buckets,
    change: remove("AssetsReplication"),
    says: "The bucket Assets should be",
  },
  {
    check: storage.keys,
    change: set("VaultCards", { deletionWindowInDays: 7 }),
    says: "The key VaultCards should be",
  },
  {
    check: resilience.roles,
    change: rewrite("AssetsReplicationRole", "inlinePolicies", "s3:ReplicateObject", "s3:Nothing"),
    says: "AssetsReplication may not s3:ReplicateObject on",
  },
  {
    check: resilience.dataIsKept,
    change: set("CatalogDatabaseCluster", { skipFinalSnapshot: true }),
    says: "CatalogDatabase can be deleted with its data.",
  },
  {
    check: pci.isolation,
    change: set("PciNetworkA", { tags: {} }),
    says: "PciNetworkA is not marked PCI-DSS.",
  },
  { check: pci.appendOnly, change: rewriteTheLedger, says: "SendMail may change the ledger." },
  {
    check: pci.flowLogs,
    change: set("PciNetworkFlowLog", { trafficType: "REJECT" }),
    says: "The network PciNetwork has no flow log of all connections.",
  },
];
