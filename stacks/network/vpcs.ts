import { blueprint } from "@tradewind/blueprint";
import { networksOf } from "@tradewind/blueprint/derived/stages";
import type { NetworkDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { stage } from "../stage.ts";
import { recordFlows } from "./flow-logs.ts";

const HTTPS = 443;
const ZONE_LETTERS = ["a", "b", "c"];

const definitions = networksOf(blueprint, stage);

export const networks = byName(definitions, (definition: NetworkDefinition) => {
  const { name, tags } = definition;
  const region = definition.inRecoveryRegion && stage.recovery ? stage.recovery.region : stage.region;
  const vpc = new aws.ec2.Vpc(name, {
    region,
    cidrBlock: definition.cidr,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags,
  });
  const subnets = ZONE_LETTERS.slice(0, stage.zones).map(
    (letter, index) =>
      new aws.ec2.Subnet(`${name}${letter.toUpperCase()}`, {
        region,
        vpcId: vpc.id,
        availabilityZone: `${region}${letter}`,
        cidrBlock: definition.cidr.replace(/\.0\.0\/16$/, `.${index}.0/24`),
        mapPublicIpOnLaunch: false,
        tags,
      }),
  );
  // The table has no routes, so that only endpoints lead out of the network.
  const routes = new aws.ec2.RouteTable(`${name}Routes`, { region, vpcId: vpc.id, routes: [], tags });
  for (const [index, subnet] of subnets.entries())
    new aws.ec2.RouteTableAssociation(`${name}Routes${ZONE_LETTERS[index]?.toUpperCase()}`, {
      region,
      subnetId: subnet.id,
      routeTableId: routes.id,
    });
  // AWS makes a default group that lets its members talk. Adopting it without rules closes it.
  new aws.ec2.DefaultSecurityGroup(`${name}Default`, {
    region,
    vpcId: vpc.id,
    ingress: [],
    egress: [],
    tags,
  });
  recordFlows(definition, vpc, region);

  const gateways = definition.gatewayEndpoints.map(
    (service) =>
      new aws.ec2.VpcEndpoint(`${name}-${service}`, {
        region,
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds: [routes.id],
        tags,
      }),
  );
  /** Functions in the network may connect only to the network itself and to gateway endpoints. */
  const functions = new aws.ec2.SecurityGroup(`${name}Functions`, {
    region,
    vpcId: vpc.id,
    description: `Functions in ${name}`,
    ingress: [],
    egress: [
      {
        description: "Within the network",
        protocol: "tcp",
        fromPort: 0,
        toPort: 65_535,
        cidrBlocks: [vpc.cidrBlock],
      },
      {
        description: "Gateway endpoints",
        protocol: "tcp",
        fromPort: HTTPS,
        toPort: HTTPS,
        prefixListIds: gateways.map(({ prefixListId }) => prefixListId),
      },
    ],
    tags,
  });
  interfaceEndpoints(definition, vpc, subnets, functions, region);
  return { vpc, subnets, functions, region };
});

/** The network of a function. Under `sst dev` there is none: it runs on the developer's machine. */
export const placeOf = ({ network }: { network?: NetworkDefinition }) =>
  network && !$dev && definitions.some(({ name }) => name === network.name)
    ? networks.of(network)
    : undefined;

function interfaceEndpoints(
  { name, interfaceEndpoints: services, tags }: NetworkDefinition,
  vpc: aws.ec2.Vpc,
  subnets: aws.ec2.Subnet[],
  callers: aws.ec2.SecurityGroup,
  region: string,
): void {
  if (services.length === 0) return;
  const group = accessGroup(`${name}Endpoints`, { vpc, region, port: HTTPS, from: callers, tags });
  for (const service of services)
    new aws.ec2.VpcEndpoint(`${name}-${service}`, {
      region,
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.${service}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: subnets.map(({ id }) => id),
      securityGroupIds: [group.id],
      tags,
    });
}

interface Access {
  vpc: aws.ec2.Vpc;
  region: string;
  port: number;
  /** A group with access, besides the new group's own members. */
  from?: aws.ec2.SecurityGroup;
  tags?: Readonly<Record<string, string>>;
}

/**
 * Creates a group that accepts connections at one port from `from` and from its own members. Its
 * members may connect only to each other.
 */
export function accessGroup(name: string, { vpc, region, port, from, tags }: Access): aws.ec2.SecurityGroup {
  const at = { protocol: "tcp", fromPort: port, toPort: port };
  return new aws.ec2.SecurityGroup(name, {
    region,
    vpcId: vpc.id,
    description: name,
    ingress: [{ ...at, self: true, ...(from && { securityGroups: [from.id] }) }],
    egress: [{ ...at, self: true }],
    ...(tags && { tags }),
  });
}
