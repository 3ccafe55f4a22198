/** The option `--stage` of the commands. */
import { blueprint } from "@tradewind/blueprint";
import { stageOf } from "@tradewind/blueprint/derived/stages";
import type { Stage } from "@tradewind/blueprint/language/stage";

/** The settings of a stage. Any other name, such as a developer's own stage, has those of dev. */
export function settingsOf(name: string): Stage {
  const settings = stageOf(blueprint, name);
  if (!Object.hasOwn(blueprint.stages, name))
    process.stderr.write(
      `${name} is not a stage of the blueprint: these are the settings of ${settings.name}.\n`,
    );
  return settings;
}
