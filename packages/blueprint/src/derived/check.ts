import type { Blueprint } from "../blueprint.ts";
import { errorCodes } from "../language/errors.ts";
import type { KeyDefinition } from "../language/resources.ts";
import { functionsOf, linkablesOf } from "./functions.ts";

/**
 * The faults of a blueprint, as sentences that name the culprit. The bundler checks that handlers
 * exist, since it can read files.
 */
export function checkBlueprint(blueprint: Blueprint): string[] {
  return [
    ...duplicateNames(blueprint),
    ...brokenRoutes(blueprint),
    ...brokenEvents(blueprint),
    ...brokenRules(blueprint),
    ...brokenQueues(blueprint),
    ...brokenPipes(blueprint),
    ...brokenSchedules(blueprint),
    ...brokenSettings(blueprint),
    ...brokenUses(blueprint),
    ...brokenServiceCalls(blueprint),
    ...brokenEdgeFunctions(blueprint),
    ...brokenSecurityContact(blueprint),
  ];
}

/** SST derives physical names from logical ones and compares them without case. */
function duplicateNames(blueprint: Blueprint): string[] {
  const named = [
    ...linkablesOf(blueprint),
    ...functionsOf(blueprint),
    ...blueprint.edgeFunctions,
    ...blueprint.rules,
    ...blueprint.pipes,
    ...blueprint.schedules,
    blueprint.api,
  ];
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const { name } of named) {
    const other = seen.get(name.toLowerCase());
    if (other) problems.push(`The name ${name} is used twice (as ${other}).`);
    seen.set(name.toLowerCase(), name);
  }
  return problems;
}

function brokenRoutes(blueprint: Blueprint): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const route of blueprint.api.routes) {
    const shape = `${route.method} ${route.path.replaceAll(/\{[^}]+\}/g, "{}")}`;
    if (seen.has(shape)) problems.push(`${shape} is defined twice (again by ${route.name}).`);
    seen.add(shape);
    if (!/^functions(\/[a-z-]+){2,3}\.[a-zA-Z]+$/.test(route.handler)) {
      problems.push(
        `Route ${route.name}: ${route.handler} is not of the form functions/<service>/<verb-noun>.<export>.`,
      );
    }
    const inPath = [...route.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
    if (inPath.length > 0 && !route.params) {
      problems.push(`Route ${route.name}: the path has parameters but there is no schema for them.`);
    }
    if (route.cache && route.method !== "GET") problems.push(`Route ${route.name}: only GET can be cached.`);
    if (route.cache && typeof route.auth === "object") {
      problems.push(`Route ${route.name}: answers for some groups must not be cached.`);
    }
    if (route.sessionless && (route.auth !== "none" || inPath.length > 0)) {
      problems.push(
        `Route ${route.name}: a route without a session needs the auth rule none and a path without parameters.`,
      );
    }
    // Only code that is not type-checked can lack responses or name such a permission.
    if (!Object.keys(route.responses ?? {}).some((status) => status.startsWith("2")))
      problems.push(`Route ${route.name}: its responses name no 2xx status.`);
    if (typeof route.auth === "object" && !route.auth.groups) {
      problems.push(
        `Route ${route.name}: the permission ${route.auth.permission} is not in language/access.ts.`,
      );
    }
    for (const code of route.errors) {
      if (!Object.hasOwn(errorCodes, code))
        problems.push(`Route ${route.name}: ${code} is not an error code.`);
    }
  }
  return problems;
}

function brokenEvents(blueprint: Blueprint): string[] {
  const problems: string[] = [];
  const types = new Set<string>();
  for (const event of blueprint.events) {
    if (types.has(event.type)) problems.push(`The event ${event.type} is defined twice.`);
    types.add(event.type);
    if (typeof event.data !== "function") problems.push(`The event ${event.type} has no schema.`);
  }
  return problems;
}

function brokenRules(blueprint: Blueprint): string[] {
  const problems: string[] = [];
  const targets: object[] = [...blueprint.workflows, ...blueprint.queues, ...blueprint.topics];
  for (const rule of blueprint.rules) {
    if (!targets.includes(rule.target)) {
      problems.push(`Rule ${rule.name}: its target ${nameOf(rule.target)} is not in the blueprint.`);
    }
    if (!blueprint.buses.includes(rule.bus))
      problems.push(`Rule ${rule.name}: its bus is not in the blueprint.`);
    if (rule.events.length === 0) problems.push(`Rule ${rule.name}: it matches no event.`);
    for (const event of rule.events) {
      if (!blueprint.events.includes(event)) {
        problems.push(`Rule ${rule.name}: the event ${event?.type ?? "(missing)"} is not in the blueprint.`);
      }
    }
  }
  for (const topic of blueprint.topics) {
    for (const queue of topic.subscribers) {
      if (!blueprint.queues.includes(queue)) {
        problems.push(`Topic ${topic.name}: its subscriber ${nameOf(queue)} is not in the blueprint.`);
      }
    }
  }
  return problems;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
function brokenQueues(blueprint: Blueprint): string[] {
  const tooSoon = blueprint.queues
    .filter(
      ({ consumer, batchWindowSeconds = 0, visibilityTimeoutSeconds }) =>
        visibilityTimeoutSeconds < 6 * consumer.timeoutSeconds + batchWindowSeconds,
    )
    .map(
      ({ name }) =>
        `Queue ${name}: its visibility timeout is under six times its consumer's time limit and its window.`,
    );
  const fed: ReadonlySet<object> = new Set([
    ...blueprint.rules.map(({ target }) => target),
    ...blueprint.topics.flatMap(({ subscribers }) => subscribers),
    ...functionsOf(blueprint).flatMap(({ uses }) =>
      uses.filter(({ access }) => access === "send").map(({ resource }) => resource),
    ),
  ]);
  const idle = blueprint.queues
    .filter((queue) => !fed.has(queue))
    .map(({ name }) => `Queue ${name}: no rule, topic or function sends to it.`);
  return [...tooSoon, ...idle];
}

function brokenPipes(blueprint: Blueprint): string[] {
  return blueprint.pipes.flatMap((pipe) => {
    const problems: string[] = [];
    if (!blueprint.tables.includes(pipe.source))
      problems.push(`Pipe ${pipe.name}: its table is not in the blueprint.`);
    if (!pipe.source?.stream) problems.push(`Pipe ${pipe.name}: its table has no stream.`);
    if (!blueprint.buses.includes(pipe.target))
      problems.push(`Pipe ${pipe.name}: its bus is not in the blueprint.`);
    return problems;
  });
}

function brokenSchedules(blueprint: Blueprint): string[] {
  return blueprint.schedules.flatMap(({ name, expression, timeZone }) => {
    const problems: string[] = [];
    if (!/^(rate\([1-9]\d* (minute|hour|day)s?\)|cron\(\S+( \S+){5}\))$/.test(expression))
      problems.push(`Schedule ${name}: ${expression} is neither a rate nor a cron expression of six fields.`);
    // Only a cron expression names hours of the day, so only it needs a time zone.
    if (timeZone !== undefined && !expression.startsWith("cron"))
      problems.push(`Schedule ${name}: a rate has no time zone.`);
    return problems;
  });
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-lambda-at-edge */
const LONGEST_AT_ORIGIN_SECONDS = 30;

function brokenEdgeFunctions({ edgeFunctions }: Blueprint): string[] {
  const places = new Set<string>();
  return edgeFunctions.flatMap(({ name, event, behavior, timeoutSeconds }) => {
    const problems: string[] = [];
    if (timeoutSeconds > LONGEST_AT_ORIGIN_SECONDS)
      problems.push(
        `Edge function ${name}: CloudFront waits ${LONGEST_AT_ORIGIN_SECONDS} s, not ${timeoutSeconds}.`,
      );
    const place = `${behavior} at ${event}`;
    if (places.has(place)) problems.push(`Edge function ${name}: another one has ${place}.`);
    places.add(place);
    return problems;
  });
}

/** RFC 9116 recommends that a contact is vouched for less than a year. */
const LONGEST_CONTACT_DAYS = 364;

function brokenSecurityContact({ cdn }: Blueprint): string[] {
  const { contact, validDays } = cdn.pages.security;
  return [
    ...(/^(mailto:\S+@\S+|https:\/\/\S+)$/.test(contact)
      ? []
      : [`The contact ${contact} of security.txt is neither a mailto: nor an https: address.`]),
    ...(validDays >= 1 && validDays <= LONGEST_CONTACT_DAYS
      ? []
      : [`security.txt must hold for 1 to ${LONGEST_CONTACT_DAYS} days, not ${validDays}.`]),
  ];
}

function brokenSettings({ settings }: Blueprint): string[] {
  return settings
    .filter(({ value, allowed }) => !new RegExp(allowed.pattern).test(value))
    .map(({ name, value, allowed }) => `Setting ${name}: its default ${value} is not ${allowed.words}.`);
}

function brokenUses(blueprint: Blueprint): string[] {
  const known: object[] = linkablesOf(blueprint);
  return functionsOf(blueprint).flatMap((fn) =>
    fn.uses
      .filter((use) => !known.includes(use.resource))
      .map((use) => `Function ${fn.name}: it uses ${nameOf(use.resource)}, which is not in the blueprint.`),
  );
}

/** A token proves its caller only if no other function can sign by the key. */
function brokenServiceCalls(blueprint: Blueprint): string[] {
  const users = (key: KeyDefinition, access: "sign" | "verify") =>
    functionsOf(blueprint)
      .filter((fn) => fn.uses.some((use) => use.resource === key && use.access === access))
      .map(({ name }) => name);
  return blueprint.serviceCalls.flatMap(({ caller, callee, key }) => [
    ...users(key, "sign")
      .filter((name) => name !== caller)
      .map((name) => `Function ${name}: it could call ${callee} as ${caller}, by the key ${key.name}.`),
    ...(users(key, "sign").includes(caller) ? [] : [`Function ${caller}: it cannot sign by ${key.name}.`]),
    ...(users(key, "verify").includes(callee)
      ? []
      : [`Function ${callee}: it cannot verify by ${key.name}.`]),
  ]);
}

function nameOf(thing: { name: string } | undefined): string {
  return thing?.name ?? "(missing)";
}
