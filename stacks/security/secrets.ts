import { blueprint } from "@tradewind/blueprint";
import { NOT_SET, type SecretDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";

/**
 * `sst secret set <name> <value>` sets a secret. Until then, the stage deploys without the feature
 * that needs it.
 */
export const secrets = byName(
  blueprint.secrets,
  ({ name }: SecretDefinition) => new sst.Secret(name, NOT_SET),
);
