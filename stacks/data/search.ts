import { blueprint } from "@tradewind/blueprint";
import type { Stage } from "@tradewind/blueprint/language/stage";
import { accessGroup, networks } from "../network/vpcs.ts";
import { policy } from "../policy.ts";
import { accountId, arnOf, physicalName, stage } from "../stage.ts";

const { name, version, port } = blueprint.databases.search;

if (stage.search) createSearch(stage.search);

/** `sst dev` uses the OpenSearch of the developer's machine. */
function createSearch({ instance, nodes, storageGb }: NonNullable<Stage["search"]>) {
  const network = networks.of(blueprint.networks.shop);
  const access = accessGroup(`${name}Access`, { ...network, port, from: network.functions });
  const domainName = physicalName("search").toLowerCase();
  new sst.aws.OpenSearch(name, {
    version,
    instance,
    storage: `${storageGb} GB`,
    dev: { url: "http://127.0.0.1:9200", password: "tradewind" },
    transform: {
      domain: (args) => {
        args.domainName = domainName;
        args.clusterConfig = {
          instanceType: `${instance}.search`,
          instanceCount: nodes,
          zoneAwarenessEnabled: nodes > 1,
          ...(nodes > 1 && { zoneAwarenessConfig: { availabilityZoneCount: nodes } }),
        };
        args.vpcOptions = {
          subnetIds: network.subnets.slice(0, nodes).map(({ id }) => id),
          securityGroupIds: [access.id],
        };
      },
      // The component's own policy lets anybody in.
      policy: {
        accessPolicies: policy({
          Action: "es:ESHttp*",
          Resource: $interpolate`${arnOf("es", `domain/${domainName}`)}/*`,
          Principal: { AWS: $interpolate`arn:aws:iam::${accountId}:root` },
        }),
      },
    },
  });
}
