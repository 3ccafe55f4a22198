import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { Action } from "../../protocols/json.ts";
import { inputOf, missing } from "../../protocols/validation.ts";
import type { Buses } from "../state/buses.ts";
import type { TagMap, Tags } from "../state/tags.ts";

/** The tags of a request, by key. */
export function parseTags(input: Input): TagMap {
  const tags = (input.structures("Tags") ?? []).map((tag): [string, string] => [
    tag.text("Key", { min: 1, max: 128 }),
    tag.text("Value", { max: 256 }),
  ]);
  return Object.fromEntries(tags);
}

export function tagActions(kernel: Kernel, buses: Buses, tags: Tags): Record<string, Action> {
  const arnOf = (input: Input): string => {
    const arn = input.text("ResourceARN", { min: 1, max: 1600 });
    const isKnown = buses
      .all()
      .some(
        (bus) => bus.record.arn === arn || [...bus.rules.values()].some((rule) => rule.record.arn === arn),
      );
    if (!isKnown) throw new AwsError("ResourceNotFoundException", `Resource ${arn} does not exist.`);
    return arn;
  };

  return {
    async TagResource(values) {
      const input = inputOf(values);
      const arn = arnOf(input);
      tags.set(arn, { ...tags.of(arn), ...parseTags(input) });
      await kernel.store.durable();
    },

    async UntagResource(values) {
      const input = inputOf(values);
      const arn = arnOf(input);
      const removed = new Set(input.texts("TagKeys") ?? missing("TagKeys"));
      tags.set(arn, Object.fromEntries(Object.entries(tags.of(arn)).filter(([key]) => !removed.has(key))));
      await kernel.store.durable();
    },

    ListTagsForResource(values) {
      const found = Object.entries(tags.of(arnOf(inputOf(values))));
      return { Tags: found.map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}
