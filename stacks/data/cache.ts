import { blueprint } from "@tradewind/blueprint";
import { accessGroup, networks } from "../network/vpcs.ts";
import { stage } from "../stage.ts";

const { name, version, port } = blueprint.databases.cache;
const { instance, nodes } = stage.cache;
const several = nodes > 1;

const network = networks.of(blueprint.networks.shop);
const access = accessGroup(`${name}Access`, { ...network, port, from: network.functions });

/** `sst dev` uses the Redis of the developer's machine. */
new sst.aws.Redis(name, {
  version,
  instance,
  cluster: false,
  vpc: { subnets: network.subnets.map(({ id }) => id), securityGroups: [access.id] },
  dev: { host: "127.0.0.1", port },
  transform: {
    cluster: { numCacheClusters: nodes, automaticFailoverEnabled: several, multiAzEnabled: several },
  },
});
