/** The database's copy in the recovery region. It serves reads there until it is promoted. */
import { blueprint } from "@tradewind/blueprint";
import { accessGroup, networks } from "../network/vpcs.ts";
import { policy } from "../policy.ts";
import { administeredByIam } from "../security/encryption.ts";
import { physicalName, stage } from "../stage.ts";
import { database, globalCluster } from "./database.ts";

const definition = blueprint.databases.catalog;
const name = `${definition.name}Recovery`;

if (globalCluster) createCopy(globalCluster);

function createCopy(world: aws.rds.GlobalCluster): void {
  const { vpc, region, subnets, functions } = networks.of(blueprint.networks.recovery);
  const access = accessGroup(`${name}Access`, { vpc, region, port: definition.port, from: functions });
  // An encrypted copy in another region needs a key of that region.
  const key = new aws.kms.Key(`${name}Key`, {
    region,
    description: "Encrypts the database's copy",
    enableKeyRotation: true,
    deletionWindowInDays: blueprint.retention.deletedKeyDays,
    policy: policy(administeredByIam),
  });
  new aws.kms.Alias(`${name}KeyAlias`, {
    region,
    name: `alias/${physicalName(`${name}Key`)}`,
    targetKeyId: key.keyId,
  });
  const group = new aws.rds.SubnetGroup(`${name}Subnets`, { region, subnetIds: subnets.map(({ id }) => id) });
  const cluster = new aws.rds.Cluster(
    `${name}Cluster`,
    {
      region,
      clusterIdentifier: physicalName(name).toLowerCase(),
      globalClusterIdentifier: world.id,
      engine: world.engine,
      engineVersion: definition.version,
      dbSubnetGroupName: group.name,
      vpcSecurityGroupIds: [access.id],
      storageEncrypted: true,
      kmsKeyId: key.arn,
      serverlessv2ScalingConfiguration: {
        minCapacity: stage.database.minimumCapacity,
        maxCapacity: stage.database.maximumCapacity,
      },
      backupRetentionPeriod: stage.database.backupDays,
      copyTagsToSnapshot: true,
      deletionProtection: stage.keepsData,
      skipFinalSnapshot: !stage.keepsData,
      finalSnapshotIdentifier: `${physicalName(name)}-final`.toLowerCase(),
    },
    {
      // The home's instance must exist first. A failover swaps source and copy, hence
      // ignoreChanges.
      dependsOn: [database],
      ignoreChanges: ["replicationSourceIdentifier", "globalClusterIdentifier"],
    },
  );
  new aws.rds.ClusterInstance(`${name}Instance`, {
    region,
    clusterIdentifier: cluster.id,
    instanceClass: "db.serverless",
    engine: "aurora-postgresql",
    engineVersion: definition.version,
    dbSubnetGroupName: group.name,
  });
}
