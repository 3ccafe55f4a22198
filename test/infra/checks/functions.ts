/** Compares the functions of a stage with the blueprint's: code, links and permissions. */
import { blueprint } from "@tradewind/blueprint";
import { type AnyFunction, functionsOf, usesOf } from "@tradewind/blueprint/derived/functions";
import { networksOf } from "@tradewind/blueprint/derived/stages";
import type { Use } from "@tradewind/blueprint/language/define";
import { bundleBudgets } from "@tradewind/bundles/bundle-budgets";
import type { GraphResource } from "../harness/graph.ts";
import { allowedBy, type Check, compare, type Deployment, list, nameOf } from "./deployment.ts";

export const functions: Check = {
  rule: "every function has the blueprint's handler, limits and links, on arm64 with Node 24",
  problems(deployment) {
    const { dev, builds } = deployment.graph;
    const wanted = new Map(
      functionsOf(blueprint).map((fn) => [
        fn.name,
        {
          handler: fn.handler,
          built: "nodejs24.x",
          // Under `sst dev`, a bridge runs in AWS and the function on the developer's machine.
          runs: dev ? ["provided.al2023", "x86_64"] : ["nodejs24.x", "arm64"],
          timeout: fn.timeoutSeconds,
          memory: fn.memoryMb,
          links: [...new Set(usesOf(blueprint, fn).map(({ resource }) => resource.name))].toSorted(),
          logs: `/aws/lambda/tradewind-${deployment.graph.stage}-${fn.name}`,
          tracing: "Active",
          network:
            fn.network && !dev && networksOf(blueprint, deployment.settings).includes(fn.network)
              ? `${fn.network.name}Functions`
              : "none",
        },
      ]),
    );
    const found = new Map(
      deployment.regionalFunctions.map((resource) => {
        const { props } = resource;
        const build = builds[nameOf(resource)];
        return [
          nameOf(resource),
          {
            handler: build?.handler,
            built: build?.runtime,
            runs: [props["runtime"], ...(props["architectures"] as string[])],
            timeout: props["timeout"],
            memory: props["memorySize"],
            links: build?.links.toSorted(),
            logs: (props["loggingConfig"] as { logGroup?: string } | undefined)?.logGroup,
            tracing: (props["tracingConfig"] as { mode?: string } | undefined)?.mode,
            network: networkOf(deployment, resource),
          },
        ];
      }),
    );
    return compare("function", wanted, found);
  },
};

function networkOf(deployment: Deployment, { props }: GraphResource): string {
  const ids = (props["vpcConfig"] as { securityGroupIds?: string[] } | undefined)?.securityGroupIds ?? [];
  const groups = deployment.of("ec2/securityGroup").filter(({ id }) => ids.includes(id));
  return groups.map(({ name }) => name).join() || "none";
}

/**
 * A second copy of the actions of each access, so that the stacks are not compared with themselves.
 */
const ACTIONS: Readonly<Record<string, string>> = {
  "table read": "dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query",
  "table write":
    "dynamodb:BatchWriteItem dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:PutItem dynamodb:UpdateItem",
  "table append": "dynamodb:ConditionCheckItem dynamodb:PutItem",
  "bucket keep": "s3:DeleteObject s3:GetObject s3:PutObject",
  "key mac": "kms:GenerateMac kms:VerifyMac",
  "key sign": "kms:Sign",
  "key verify": "kms:GetPublicKey",
  "queue send": "sqs:SendMessage",
  "queue defer": "sqs:ChangeMessageVisibility",
  "queue consume": "sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage",
  "bus publish": "events:PutEvents",
  "workflow start": "states:StartExecution",
  "workflow inspect": "states:GetExecutionHistory",
  "user-pool users": "cognito-idp:AdminGetUser",
  "user-pool manage-users":
    "cognito-idp:AdminSetUserMFAPreference cognito-idp:AdminUpdateUserAttributes cognito-idp:AdminUserGlobalSignOut",
  "user-pool set-passwords": "cognito-idp:AdminSetUserPassword",
  "user-pool authenticate": "",
  "email send": "ses:SendEmail",
  "setting read": "",
  "secret read": "",
};

function actionsOf(kind: string, access: string): string[] {
  if (access === "read-write") return [...actionsOf(kind, "read"), ...actionsOf(kind, "write")];
  const actions = ACTIONS[`${kind} ${access}`];
  if (actions === undefined) throw new Error(`ACTIONS lacks the access "${access}" to a ${kind}.`);
  return actions.split(" ").filter(Boolean);
}

/** A function's permissions as `action on resource`, with the blueprint's names. */
function wantedPermissions(fn: AnyFunction): string[] {
  const uses = usesOf(blueprint, fn).flatMap((use: Use) =>
    actionsOf(use.resource.kind, use.access).flatMap((action) =>
      placesOf(use).map((place) => `${action} on ${place}`),
    ),
  );
  const consumed = blueprint.queues
    .filter(({ consumer }) => consumer === fn)
    .flatMap(({ name }) => actionsOf("queue", "consume").map((action) => `${action} on ${name}`));
  const own = [
    "logs:CreateLogStream on its own logs",
    "logs:PutLogEvents on its own logs",
    "xray:PutTelemetryRecords on *",
    "xray:PutTraceSegments on *",
  ];
  return [...new Set([...uses, ...consumed, ...own])].toSorted();
}

function placesOf({ resource, access }: Use): string[] {
  if (resource.kind === "table") {
    const indexes = access === "write" || access === "append" ? [] : Object.keys(resource.indexes);
    return [resource.name, ...indexes.map((index) => `${resource.name}/index/${index}`)];
  }
  if (resource.kind === "bucket") return [`${access === "keep" ? "pages" : "*"} of ${resource.name}`];
  if (resource.kind !== "workflow") return [resource.name];
  return [access === "inspect" ? `executions of ${resource.name}` : `${resource.name}Machine`];
}

function placeOf(deployment: Deployment, fn: string, resource: string): string {
  if (resource === "*") return "*";
  const prefix = `tradewind-${deployment.graph.stage}-`;
  if (resource.endsWith(`:log-group:/aws/lambda/${prefix}${fn}:*`)) return "its own logs";
  const executions = resource.indexOf(`:execution:${prefix}`);
  if (executions >= 0 && resource.endsWith(":*"))
    return `executions of ${resource.slice(executions + `:execution:${prefix}`.length, -":*".length)}`;
  const [, bucket, folder] = /^(arn:aws:s3:::[^/]+)\/(?:(\w+)\/)?\*$/.exec(resource) ?? [];
  if (bucket !== undefined) return `${folder ?? "*"} of ${deployment.nameOf(bucket)}`;
  const index = resource.indexOf("/index/");
  return index < 0
    ? deployment.nameOf(resource)
    : `${deployment.nameOf(resource.slice(0, index))}${resource.slice(index)}`;
}

/** Permissions that SST's bridge gives to every function under `sst dev`. */
const DEV_BRIDGE = new Set(["appsync:*", "s3:*"]);

const wanted = new Map(functionsOf(blueprint).map((fn) => [fn.name, new Set(wantedPermissions(fn))]));

export const permissions: Check = {
  rule: "every function has permission for exactly its declared uses",
  problems(deployment) {
    const found = new Map<string, Set<string>>();
    for (const fn of deployment.regionalFunctions) {
      const role = deployment.byArn(fn.props["role"]);
      if (role) found.set(nameOf(fn), new Set(grantedTo(deployment, nameOf(fn), role)));
    }
    const problems: string[] = [];
    for (const [fn, rights] of wanted) {
      const granted = found.get(fn) ?? new Set();
      for (const right of rights)
        if (!granted.has(right)) problems.push(`${fn} lacks the permission ${right}.`);
      for (const right of granted)
        if (!rights.has(right))
          problems.push(`${fn} has the permission ${right}, which it does not declare.`);
    }
    return problems;
  },
};

function grantedTo(deployment: Deployment, fn: string, role: GraphResource): string[] {
  return allowedBy(role).flatMap(({ Action, Resource }) =>
    list(Action)
      .filter((action) => !(deployment.graph.dev && DEV_BRIDGE.has(action)))
      .flatMap((action) => list(Resource).map((one) => `${action} on ${placeOf(deployment, fn, one)}`)),
  );
}

export const handlers: Check = {
  rule: "every function is deployed as its bundle, which exports its handler and has at most 1 MB",
  problems({ graph, bundles }) {
    return Object.entries(graph.builds).flatMap(([name, { handler, bundle: folder }]) => {
      const bundle = bundles[name];
      if (!bundle) return [`${name} has no bundle.`];
      const problems: string[] = [];
      const wanted = handler.slice(handler.lastIndexOf(".") + 1);
      if (!bundle.exports.includes(wanted)) problems.push(`${name}: its bundle does not export ${wanted}.`);
      if (bundle.bytes > (bundleBudgets.named[name] ?? bundleBudgets.each))
        problems.push(`${name}: its bundle has ${bundle.bytes} bytes.`);
      if (!graph.dev && !folder?.endsWith(`/${name}`))
        problems.push(`${name} is deployed from ${folder ?? "SST's own bundle"}.`);
      return problems;
    });
  },
};

export const functionChecks = [functions, permissions, handlers];
