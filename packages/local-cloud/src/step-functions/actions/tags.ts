import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import { type Input, requiredArn } from "../input.ts";
import type { Machine, Machines } from "../state/machines.ts";

const MAX_TAGS = 50;

export function tagActions(kernel: Kernel, machines: Machines) {
  const findTagged = (input: Input): Machine => {
    const arn = requiredArn(input, "resourceArn", "stateMachine");
    const machine = machines.find(arn);
    if (machine) return machine;
    throw new AwsError("ResourceNotFound", `Resource not found: '${arn}'`, {
      details: { resourceName: arn },
    });
  };
  return {
    async TagResource(input: Input) {
      const machine = findTagged(input);
      const tags = { ...machine.tags, ...tagsOf(input) };
      if (Object.keys(tags).length > MAX_TAGS) {
        throw new AwsError("TooManyTags", `A resource takes ${MAX_TAGS} tags`, {
          details: { resourceName: machine.arn },
        });
      }
      machines.retag(machine, tags);
      await kernel.store.durable();
      return {};
    },

    async UntagResource(input: Input) {
      const machine = findTagged(input);
      const keys = new Set(Array.isArray(input["tagKeys"]) ? input["tagKeys"] : []);
      machines.retag(
        machine,
        Object.fromEntries(Object.entries(machine.tags).filter(([key]) => !keys.has(key))),
      );
      await kernel.store.durable();
      return {};
    },

    ListTagsForResource(input: Input) {
      return { tags: Object.entries(findTagged(input).tags).map(([key, value]) => ({ key, value })) };
    },
  };
}

export function tagsOf(input: Input): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const tag of Array.isArray(input["tags"]) ? (input["tags"] as unknown[]) : []) {
    if (typeof tag !== "object" || tag === null) continue;
    const { key, value } = tag as { key?: unknown; value?: unknown };
    if (typeof key === "string") tags[key] = typeof value === "string" ? value : "";
  }
  return tags;
}
