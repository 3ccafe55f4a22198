/** Compares the database, cache and search of a stage, with their copies, with the blueprint's. */

import { catalogCache, catalogDatabase, catalogSearch } from "@tradewind/blueprint/ground/databases";
import { pciNetwork, recoveryNetwork, shopNetwork } from "@tradewind/blueprint/ground/network";
import type { Stage } from "@tradewind/blueprint/language/stage";
import type { GraphResource } from "../harness/graph.ts";
import { type Check, compare, type Deployment, nameOf } from "./deployment.ts";

/** Under `sst dev`, the stores are on the developer's machine. */
const settingsOf = ({ graph, settings }: Deployment): Stage | undefined => (graph.dev ? undefined : settings);

const networkOfSubnets = (deployment: Deployment, ids: unknown): string => {
  const vpcs = ((ids ?? []) as string[]).map((id) => {
    const subnet = deployment.of("ec2/subnet").find((one) => one.id === id);
    return deployment.of("ec2/vpc").find((vpc) => vpc.id === subnet?.props["vpcId"])?.name ?? "unknown";
  });
  return `${vpcs.length} zones of ${[...new Set(vpcs)].join()}`;
};

const groupNames = (deployment: Deployment, ids: unknown): string[] =>
  ((ids ?? []) as string[]).map(
    (id) => deployment.of("ec2/securityGroup").find((group) => group.id === id)?.name ?? "unknown",
  );

const capacity = ({ database }: Stage) => ({
  minCapacity: database.minimumCapacity,
  maxCapacity: database.maximumCapacity,
});

function clusterShape(deployment: Deployment, cluster: GraphResource) {
  const { props } = cluster;
  const subnets = deployment
    .of("rds/subnetGroup")
    .find(({ props: of, name }) => (of["name"] ?? name) === props["dbSubnetGroupName"]);
  const scaling = props["serverlessv2ScalingConfiguration"] as { minCapacity: number; maxCapacity: number };
  const instances = deployment
    .of("rds/clusterInstance")
    .filter(({ props: of }) => of["clusterIdentifier"] === cluster.id);
  return {
    region: props["region"] ?? deployment.settings.region,
    engine: `${String(props["engine"])} ${String(props["engineVersion"])}`,
    capacity: { minCapacity: scaling.minCapacity, maxCapacity: scaling.maxCapacity },
    instances: instances.filter(({ props: of }) => of["instanceClass"] === "db.serverless").length,
    takeOver: instances.filter(({ props: of }) => Number(of["promotionTier"] ?? 0) <= 1).length,
    network: networkOfSubnets(deployment, subnets?.props["subnetIds"]),
    groups: groupNames(deployment, props["vpcSecurityGroupIds"]),
    backupDays: props["backupRetentionPeriod"],
    world: deployment.of("rds/globalCluster").some(({ id }) => id === props["globalClusterIdentifier"]),
  };
}

export const databases: Check = {
  rule: "the database has the blueprint's version and the stage's size, and its copy in the recovery region",
  problems(deployment) {
    const settings = settingsOf(deployment);
    const wanted = new Map<string, unknown>();
    if (settings) {
      const { replicas, backupDays } = settings.database;
      const shape = {
        engine: `aurora-postgresql ${catalogDatabase.version}`,
        capacity: capacity(settings),
        backupDays,
        world: settings.recovery !== undefined,
      };
      wanted.set(catalogDatabase.name, {
        ...shape,
        region: settings.region,
        instances: 1 + replicas,
        takeOver: 1 + replicas,
        network: `${settings.zones} zones of ${shopNetwork.name}`,
        groups: [`${catalogDatabase.name}Access`],
      });
      if (settings.recovery)
        wanted.set(`${catalogDatabase.name}RecoveryCluster`, {
          ...shape,
          region: settings.recovery.region,
          instances: 1,
          takeOver: 1,
          network: `${settings.zones} zones of ${recoveryNetwork.name}`,
          groups: [`${catalogDatabase.name}RecoveryAccess`],
        });
    }
    const found = new Map(
      deployment.of("rds/cluster").map((cluster) => [nameOf(cluster), clusterShape(deployment, cluster)]),
    );
    return compare("database", wanted, found);
  },
};

export const connections: Check = {
  rule: "a stage with a proxy has RDS Proxy before its database",
  problems(deployment) {
    const wanted = new Map<string, unknown>();
    if (settingsOf(deployment)?.database.proxy)
      wanted.set(`${catalogDatabase.name}Connections`, {
        leadsTo: catalogDatabase.name,
        secrets: 1,
        groups: [`${catalogDatabase.name}Access`],
      });
    const found = new Map(
      deployment.of("rds/proxy").map(({ name, props }) => {
        const ofProxy = (type: string) =>
          deployment.of(type).filter(({ props: of }) => of["dbProxyName"] === props["name"]);
        const targets = ofProxy("rds/proxyTarget").filter(
          () => ofProxy("rds/proxyDefaultTargetGroup").length === 1,
        );
        const auths = (props["auths"] ?? []) as { secretArn: string }[];
        return [
          name,
          {
            leadsTo: targets
              .map(({ props: of }) =>
                deployment
                  .of("rds/cluster")
                  .find(({ arn }) => arn.endsWith(`/${String(of["dbClusterIdentifier"])}`)),
              )
              .map((cluster) => (cluster ? nameOf(cluster) : "unknown"))
              .join(),
            secrets: auths.filter(({ secretArn }) => deployment.byArn(secretArn)).length,
            groups: groupNames(deployment, props["vpcSecurityGroupIds"]),
          },
        ];
      }),
    );
    return compare("proxy", wanted, found);
  },
};

export const caches: Check = {
  rule: "the cache has the blueprint's version and the stage's nodes, in several zones when there are several",
  problems(deployment) {
    const settings = settingsOf(deployment);
    const wanted = new Map<string, unknown>();
    if (settings) {
      const { instance, nodes } = settings.cache;
      wanted.set(catalogCache.name, {
        engine: `redis ${catalogCache.version}`,
        instance: `cache.${instance}`,
        nodes,
        failover: nodes > 1,
        zones: nodes > 1,
        network: `${settings.zones} zones of ${shopNetwork.name}`,
        groups: [`${catalogCache.name}Access`],
      });
    }
    const found = new Map(
      deployment.of("elasticache/replicationGroup").map((cache) => {
        const { props } = cache;
        const subnets = deployment
          .of("elasticache/subnetGroup")
          .find(({ props: of, name }) => (of["name"] ?? name) === props["subnetGroupName"]);
        return [
          nameOf(cache),
          {
            engine: `${String(props["engine"])} ${String(props["engineVersion"])}`,
            instance: props["nodeType"],
            nodes: props["numCacheClusters"],
            failover: props["automaticFailoverEnabled"],
            zones: props["multiAzEnabled"],
            network: networkOfSubnets(deployment, subnets?.props["subnetIds"]),
            groups: groupNames(deployment, props["securityGroupIds"]),
          },
        ];
      }),
    );
    return compare("cache", wanted, found);
  },
};

export const searches: Check = {
  rule: "search has the blueprint's version and the stage's nodes, and is absent on stages without it",
  problems(deployment) {
    const search = settingsOf(deployment)?.search;
    const wanted = new Map<string, unknown>();
    if (search)
      wanted.set(catalogSearch.name, {
        version: catalogSearch.version,
        instance: `${search.instance}.search`,
        nodes: search.nodes,
        storageGb: search.storageGb,
        network: `${search.nodes} zones of ${shopNetwork.name}`,
        groups: [`${catalogSearch.name}Access`],
        policy: true,
      });
    const found = new Map(
      deployment.of("opensearch/domain").map((domain) => {
        const { props } = domain;
        const cluster = props["clusterConfig"] as { instanceType: string; instanceCount: number };
        const place = props["vpcOptions"] as
          | { subnetIds?: string[]; securityGroupIds?: string[] }
          | undefined;
        return [
          nameOf(domain),
          {
            version: props["engineVersion"],
            instance: cluster.instanceType,
            nodes: cluster.instanceCount,
            storageGb: (props["ebsOptions"] as { volumeSize: number }).volumeSize,
            network: networkOfSubnets(deployment, place?.subnetIds),
            groups: groupNames(deployment, place?.securityGroupIds),
            policy: deployment
              .of("opensearch/domainPolicy")
              .some(({ props: of }) => of["domainName"] === props["domainName"]),
          },
        ];
      }),
    );
    return compare("search", wanted, found);
  },
};

export const secrets: Check = {
  rule: "every store's password is a secret with a value",
  problems: (deployment) =>
    deployment
      .of("secretsmanager/secret")
      .filter(
        ({ id }) =>
          !deployment.of("secretsmanager/secretVersion").some(({ props }) => props["secretId"] === id),
      )
      .map((secret) => `The secret ${secret.name} has no value.`),
};

export const modules: Check = {
  rule: "a stage with hardware modules has the vault's key in their key store, in the isolated network",
  problems(deployment) {
    const { hsm } = deployment.settings;
    const wanted = new Map<string, unknown>();
    if (hsm)
      wanted.set("PaymentHsm", {
        type: hsm.instance,
        modules: hsm.modules,
        network: `${deployment.settings.zones} zones of ${pciNetwork.name}`,
        stores: ["PaymentKeyStore"],
        keys: ["VaultCards"],
      });
    const found = new Map(
      deployment.of("cloudhsmv2/cluster").map((cluster) => {
        const stores = deployment
          .of("kms/customKeyStore")
          .filter(({ props }) => props["cloudHsmClusterId"] === cluster.id);
        return [
          cluster.name,
          {
            type: cluster.props["hsmType"],
            modules: deployment.of("cloudhsmv2/hsm").filter(({ props }) => props["clusterId"] === cluster.id)
              .length,
            network: networkOfSubnets(deployment, cluster.props["subnetIds"]),
            stores: stores.map(({ name }) => name),
            keys: deployment
              .of("kms/key")
              .filter(({ props }) => stores.some(({ id }) => id === props["customKeyStoreId"]))
              .map(({ name }) => name),
          },
        ];
      }),
    );
    return compare("security module", wanted, found);
  },
};

/** Versions that AWS offers, by type of resource. */
const VERSIONS = { "rds/cluster": /^1[67]\.\d+$/, "elasticache/replicationGroup": /^7\.[01]$/ } as const;

export const engines: Check = {
  rule: "AWS offers every engine version, and it matches its parameters and instances",
  problems(deployment) {
    const problems: string[] = [];
    const familyOf = (type: string, name: unknown) =>
      String(
        deployment.of(type).find((group) => (group.props["name"] ?? group.name) === name)?.props["family"],
      );
    const expect = (who: string, what: string, wanted: string, is: unknown) => {
      if (is !== wanted) problems.push(`${who}: ${what} is ${String(is)}, and should be ${wanted}.`);
    };
    for (const [type, offered] of Object.entries(VERSIONS))
      for (const resource of deployment.of(type)) {
        const version = String(resource.props["engineVersion"]);
        if (!offered.test(version))
          problems.push(`${nameOf(resource)}: AWS does not offer the version ${version}.`);
      }
    for (const cluster of deployment.of("rds/cluster")) {
      const version = String(cluster.props["engineVersion"]);
      const family = `aurora-postgresql${version.split(".")[0]}`;
      const own = cluster.props["dbClusterParameterGroupName"];
      if (own)
        expect(nameOf(cluster), "its parameters' family", family, familyOf("rds/clusterParameterGroup", own));
      const ofInstances = cluster.props["dbInstanceParameterGroupName"];
      if (ofInstances)
        expect(nameOf(cluster), "its instances' family", family, familyOf("rds/parameterGroup", ofInstances));
      for (const instance of deployment.of("rds/clusterInstance"))
        if (instance.props["clusterIdentifier"] === cluster.id)
          expect(instance.name, "its version", version, instance.props["engineVersion"]);
      for (const world of deployment.of("rds/globalCluster"))
        if (world.id === cluster.props["globalClusterIdentifier"])
          expect(world.name, "its version", version, world.props["engineVersion"]);
    }
    for (const cache of deployment.of("elasticache/replicationGroup")) {
      const family = `redis${String(cache.props["engineVersion"]).split(".")[0]}`;
      expect(
        nameOf(cache),
        "its parameters' family",
        family,
        familyOf("elasticache/parameterGroup", cache.props["parameterGroupName"]),
      );
    }
    return problems;
  },
};

export const storeChecks = [databases, connections, caches, searches, secrets, modules, engines];
