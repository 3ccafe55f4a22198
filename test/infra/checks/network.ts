/** Compares the networks of a stage and their security groups with the blueprint's. */
import { blueprint } from "@tradewind/blueprint";
import { networksOf } from "@tradewind/blueprint/derived/stages";
import { catalogCache, catalogDatabase, catalogSearch } from "@tradewind/blueprint/ground/databases";
import type { NetworkDefinition } from "@tradewind/blueprint/language/resources";
import type { GraphResource } from "../harness/graph.ts";
import { type Check, compare, type Deployment } from "./deployment.ts";

const ZONES = ["a", "b", "c"];

const within = (deployment: Deployment, type: string, vpc: GraphResource) =>
  deployment.of(type).filter(({ props }) => props["vpcId"] === vpc.id);

const regionOf = ({ inRecoveryRegion }: NetworkDefinition, deployment: Deployment) =>
  (inRecoveryRegion && deployment.settings.recovery?.region) || deployment.settings.region;

function wantedShape(definition: NetworkDefinition, deployment: Deployment) {
  const region = regionOf(definition, deployment);
  const zones = ZONES.slice(0, deployment.settings.zones);
  const service = (name: string) => `com.amazonaws.${region}.${name}`;
  return {
    region,
    cidr: definition.cidr,
    subnets: zones.map(
      (zone, index) => `${region}${zone} ${definition.cidr.split(".", 2).join(".")}.${index}.0/24`,
    ),
    routed: zones.length,
    routes: [],
    gateways: definition.gatewayEndpoints.map((name) => `${service(name)} by 1 route table`),
    interfaces: definition.interfaceEndpoints.map(
      (name) => `${service(name)} in ${zones.length} zones behind 1 group`,
    ),
    defaultGroup: "closed",
    flows: "ALL",
    tags: definition.tags,
  };
}

const count = (value: unknown) => (Array.isArray(value) ? value.length : 0);

function foundShape(vpc: GraphResource, deployment: Deployment) {
  const subnets = within(deployment, "ec2/subnet", vpc);
  const tables = within(deployment, "ec2/routeTable", vpc);
  const endpoints = within(deployment, "ec2/vpcEndpoint", vpc).map(({ props }) => props);
  const closed = within(deployment, "ec2/defaultSecurityGroup", vpc).some(
    ({ props }) => count(props["ingress"]) + count(props["egress"]) === 0,
  );
  const associated = deployment
    .of("ec2/routeTableAssociation")
    .filter(({ props }) => subnets.some(({ id }) => id === props["subnetId"]))
    .filter(({ props }) => tables.some(({ id }) => id === props["routeTableId"]));
  return {
    region: vpc.props["region"],
    cidr: vpc.props["cidrBlock"],
    subnets: subnets
      .map(({ props }) => `${String(props["availabilityZone"])} ${String(props["cidrBlock"])}`)
      .toSorted(),
    routed: associated.length,
    routes: tables.flatMap(({ props }) => props["routes"] ?? []),
    gateways: endpoints
      .filter((props) => props["vpcEndpointType"] === "Gateway")
      .map((props) => `${String(props["serviceName"])} by ${count(props["routeTableIds"])} route table`),
    interfaces: endpoints
      .filter((props) => props["vpcEndpointType"] === "Interface" && props["privateDnsEnabled"] === true)
      .map(
        (props) =>
          `${String(props["serviceName"])} in ${count(props["subnetIds"])} zones behind ${count(props["securityGroupIds"])} group`,
      ),
    defaultGroup: closed ? "closed" : "open",
    flows: within(deployment, "ec2/flowLog", vpc)
      .map(({ props }) => props["trafficType"])
      .join(),
    tags: vpc.props["tags"] ?? {},
  };
}

export const networks: Check = {
  rule: "every network has the blueprint's addresses, zones, endpoints and tags, a closed default group and a flow log",
  problems(deployment) {
    const wanted = new Map(
      networksOf(blueprint, deployment.settings).map((definition) => [
        definition.name,
        wantedShape(definition, deployment),
      ]),
    );
    const found = new Map(deployment.of("ec2/vpc").map((vpc) => [vpc.name, foundShape(vpc, deployment)]));
    return compare("network", wanted, found);
  },
};

/** Types of resources that connect a network with the outside. */
const WAYS = [
  "internetGateway",
  "egressOnlyInternetGateway",
  "natGateway",
  "eip",
  "vpcPeeringConnection",
  "route",
];

export const noWayOut: Check = {
  rule: "no network is connected to the internet, and no subnet gives public addresses",
  problems: (deployment) => [
    ...WAYS.flatMap((way) =>
      deployment.of(`ec2/${way}`).map(({ name }) => `${name} (${way}) leads out of a network.`),
    ),
    ...deployment
      .of("ec2/subnet")
      .filter(({ props }) => props["mapPublicIpOnLaunch"] !== false)
      .map(({ name }) => `The subnet ${name} gives public addresses.`),
  ],
};

interface SecurityRule {
  fromPort: number;
  toPort: number;
  cidrBlocks?: string[];
  ipv6CidrBlocks?: string[];
  prefixListIds?: string[];
  securityGroups?: string[];
  self?: boolean;
}
const rulesOf = ({ props }: GraphResource, direction: "ingress" | "egress") =>
  (props[direction] ?? []) as SecurityRule[];

/** The port of each security group and the groups that may connect to it. */
function wantedDoors(deployment: Deployment): Map<string, string> {
  const { settings, graph } = deployment;
  const networksHere = networksOf(blueprint, settings);
  const doors = new Map<string, string>(networksHere.map(({ name }) => [`${name}Functions`, "nobody"]));
  for (const { name, interfaceEndpoints } of networksHere)
    if (interfaceEndpoints.length > 0) doors.set(`${name}Endpoints`, `443 from ${name}Functions and itself`);
  for (const { name, port } of [catalogDatabase, catalogCache, ...(settings.search ? [catalogSearch] : [])])
    doors.set(`${name}Access`, `${port} from ShopNetworkFunctions and itself`);
  if (settings.recovery && !graph.dev)
    doors.set(
      `${catalogDatabase.name}RecoveryAccess`,
      `${catalogDatabase.port} from RecoveryNetworkFunctions and itself`,
    );
  return doors;
}

export const securityGroups: Check = {
  rule: "only a network's functions can reach its stores and endpoints, each at its own port",
  problems(deployment) {
    const groups = deployment.of("ec2/securityGroup");
    const nameOfGroup = (id: string) => groups.find((group) => group.id === id)?.name ?? `unknown (${id})`;
    const found = new Map(
      groups.map((group) => [
        group.name,
        rulesOf(group, "ingress")
          .map(({ fromPort, toPort, securityGroups: from, self, cidrBlocks, ipv6CidrBlocks }) => {
            const who = [
              ...(from ?? []).map(nameOfGroup),
              ...(cidrBlocks ?? []),
              ...(ipv6CidrBlocks ?? []),
              ...(self ? ["itself"] : []),
            ];
            return `${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`} from ${who.join(" and ")}`;
          })
          .join(", ") || "nobody",
      ]),
    );
    return [
      ...compare("group", wantedDoors(deployment), found),
      ...groups
        .filter((group) =>
          rulesOf(group, "egress").some(({ cidrBlocks, ipv6CidrBlocks }) =>
            [...(cidrBlocks ?? []), ...(ipv6CidrBlocks ?? [])].some((cidr) => cidr.endsWith("/0")),
          ),
        )
        .map(({ name }) => `The group ${name} lets its members connect to anybody.`),
    ];
  },
};

export const networkChecks = [networks, noWayOut, securityGroups];
