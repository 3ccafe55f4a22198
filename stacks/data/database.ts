import { blueprint } from "@tradewind/blueprint";
import { accessGroup, networks } from "../network/vpcs.ts";
import { serviceRole } from "../policy.ts";
import { physicalName, stage } from "../stage.ts";

const definition = blueprint.databases.catalog;
const { name, port, version } = definition;
const { minimumCapacity, maximumCapacity, replicas, proxy, backupDays } = stage.database;
const ENGINE = "aurora-postgresql";

const network = networks.of(blueprint.networks.shop);
const access = accessGroup(`${name}Access`, { ...network, port, from: network.functions });

/** Spans both regions. The home region's cluster joins it as the writer. */
const world =
  stage.recovery && !$dev
    ? new aws.rds.GlobalCluster(`${name}World`, {
        globalClusterIdentifier: physicalName(name).toLowerCase(),
        engine: ENGINE,
        engineVersion: version,
        databaseName: definition.database,
        storageEncrypted: true,
        deletionProtection: stage.keepsData,
      })
    : undefined;

export const globalCluster = world;

/** `sst dev` uses the Postgres of the developer's machine. */
export const database = new sst.aws.Aurora(name, {
  engine: "postgres",
  version,
  database: definition.database,
  username: definition.username,
  scaling: { min: `${minimumCapacity} ACU`, max: `${maximumCapacity} ACU` },
  replicas,
  // Migrations use the data API over HTTPS, because nothing outside can reach the network.
  dataApi: true,
  vpc: { subnets: network.subnets.map(({ id }) => id), securityGroups: [access.id] },
  dev: {
    host: "127.0.0.1",
    port,
    database: definition.database,
    username: definition.username,
    password: "tradewind",
  },
  transform: {
    clusterParameterGroup: { parameters: [{ name: "rds.force_ssl", value: "1" }] },
    cluster: {
      ...(world && { globalClusterIdentifier: world.id }),
      allowMajorVersionUpgrade: false,
      backupRetentionPeriod: backupDays,
      copyTagsToSnapshot: true,
      deletionProtection: stage.keepsData,
      skipFinalSnapshot: !stage.keepsData,
      ...(stage.keepsData && { finalSnapshotIdentifier: `${physicalName(name)}-final`.toLowerCase() }),
    },
    // Readers in tiers 0 and 1 scale with the writer, so that one can take over at its size.
    instance: { promotionTier: 1 },
  },
});

if (proxy && !$dev) createProxy();

/** Creates the RDS Proxy. The role of SST's own proxy would trust RDS on behalf of any account. */
function createProxy(): void {
  const role = serviceRole(`${name}ConnectionsRole`, "rds", {
    Action: "secretsmanager:GetSecretValue",
    Resource: database.secretArn,
  });
  const connections = new aws.rds.Proxy(`${name}Connections`, {
    name: physicalName(name),
    engineFamily: "POSTGRESQL",
    requireTls: true,
    roleArn: role.arn,
    auths: [{ authScheme: "SECRETS", iamAuth: "DISABLED", secretArn: database.secretArn }],
    vpcSubnetIds: network.subnets.map(({ id }) => id),
    vpcSecurityGroupIds: [access.id],
  });
  const group = new aws.rds.ProxyDefaultTargetGroup(`${name}ConnectionsGroup`, {
    dbProxyName: connections.name,
  });
  new aws.rds.ProxyTarget(`${name}ConnectionsTarget`, {
    dbProxyName: connections.name,
    targetGroupName: group.name,
    dbClusterIdentifier: database.nodes.cluster?.clusterIdentifier ?? "",
  });
}
