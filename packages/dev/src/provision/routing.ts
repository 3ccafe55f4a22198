import type { Blueprint } from "@tradewind/blueprint";
import { eventPatternOf, inputPathOf, RULE_RETRY_POLICY } from "@tradewind/blueprint/derived/events";
import type { RuleDefinition, WorkflowDefinition } from "@tradewind/blueprint/language/resources";
import type { LocalCloud } from "@tradewind/local-cloud";
import { definitionOf } from "@tradewind/workflows";
import type { Links } from "../runtime/links.ts";
import { unlessExists } from "./existing.ts";

/**
 * Makes the buses. The shop's own events stay in its outbox, so only a bus without rules gets an
 * archive: nothing else would keep its events.
 */
export async function provisionBuses(blueprint: Blueprint, cloud: LocalCloud, links: Links): Promise<void> {
  await Promise.all(
    blueprint.buses.map(async (bus) => {
      const { name } = bus;
      await unlessExists(
        ["ResourceAlreadyExistsException"],
        () => cloud.call("events", "CreateEventBus", { Name: name }),
        async () => ({}),
      );
      if (!blueprint.rules.some((rule) => rule.bus === bus))
        await unlessExists(
          ["ResourceAlreadyExistsException"],
          () =>
            cloud.call("events", "CreateArchive", {
              ArchiveName: `${name}Archive`,
              EventSourceArn: cloud.kernel.arn("events", `event-bus/${name}`),
              RetentionDays: blueprint.stages.dev.archiveDays,
            }),
          async () => ({}),
        );
      links.set(name, { name });
    }),
  );
}

/** Makes the state machines; returns their ARNs by name. */
export async function provisionWorkflows(
  blueprint: Blueprint,
  cloud: LocalCloud,
  links: Links,
): Promise<Map<string, string>> {
  const arns = new Map<string, string>();
  await Promise.all(
    blueprint.workflows.map(async (workflow: WorkflowDefinition) => {
      const definition = definitionOf(workflow, (task) => {
        const fn = workflow.tasks[task];
        return fn && cloud.lambda.arn(fn.name);
      });
      const arn = await cloud.stepFunctions.createStateMachine({
        name: workflow.name,
        type: workflow.type === "express" ? "EXPRESS" : "STANDARD",
        definition,
      });
      arns.set(workflow.name, arn);
      links.set(workflow.name, { arn });
    }),
  );
  return arns;
}

/**
 * Makes the blueprint's rules on its buses and deletes all others. `targets` are the ARNs of
 * possible targets, by name.
 */
export async function provisionRules(
  blueprint: Blueprint,
  cloud: LocalCloud,
  targets: ReadonlyMap<string, string>,
): Promise<void> {
  await Promise.all(
    blueprint.buses.map(async (bus) => {
      const rules = blueprint.rules.filter((rule) => rule.bus === bus);
      await Promise.all(rules.map((rule) => putRule(cloud, rule, targets)));
      await removeOtherRules(cloud, bus.name, new Set(rules.map(({ name }) => name)));
    }),
  );
}

async function putRule(
  cloud: LocalCloud,
  rule: RuleDefinition,
  targets: ReadonlyMap<string, string>,
): Promise<void> {
  const at = { Rule: rule.name, EventBusName: rule.bus.name };
  await cloud.call("events", "PutRule", {
    Name: rule.name,
    EventBusName: rule.bus.name,
    EventPattern: eventPatternOf(rule),
  });
  const InputPath = inputPathOf(rule);
  const target = {
    Id: rule.target.name,
    Arn: targets.get(rule.target.name),
    RetryPolicy: RULE_RETRY_POLICY,
    ...(InputPath !== undefined && { InputPath }),
  };
  const { Targets = [] } = (await cloud.call("events", "ListTargetsByRule", at)) as {
    Targets?: { Id: string }[];
  };
  const Ids = Targets.map(({ Id }) => Id).filter((id) => id !== target.Id);
  if (Ids.length > 0) await cloud.call("events", "RemoveTargets", { ...at, Ids });
  await cloud.call("events", "PutTargets", { ...at, Targets: [target] });
}

async function removeOtherRules(
  cloud: LocalCloud,
  EventBusName: string,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const { Rules = [] } = (await cloud.call("events", "ListRules", { EventBusName })) as {
    Rules?: { Name: string }[];
  };
  for (const { Name } of Rules) {
    if (wanted.has(Name)) continue;
    const at = { Rule: Name, EventBusName };
    const { Targets = [] } = (await cloud.call("events", "ListTargetsByRule", at)) as {
      Targets?: { Id: string }[];
    };
    if (Targets.length > 0)
      await cloud.call("events", "RemoveTargets", { ...at, Ids: Targets.map(({ Id }) => Id) });
    await cloud.call("events", "DeleteRule", { Name, EventBusName });
  }
}
