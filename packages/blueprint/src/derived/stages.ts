import type { Blueprint } from "../blueprint.ts";
import type { NetworkDefinition } from "../language/resources.ts";
import type { Stage } from "../language/stage.ts";

/** The settings of a stage by its name; a developer's own stage, of any name, is a `dev`. */
export function stageOf({ stages }: Blueprint, name: string): Stage {
  return name === "production" || name === "staging" ? stages[name] : stages.dev;
}

/** The networks that a stage has. */
export const networksOf = (
  { networks: { shop, pci, recovery } }: Blueprint,
  stage: Stage,
): NetworkDefinition[] => [shop, ...(stage.pciNetwork ? [pci] : []), ...(stage.recovery ? [recovery] : [])];
