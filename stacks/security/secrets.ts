import { blueprint } from "@tradewind/blueprint";
import { NOT_SET, type SecretDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";

/** Set by `sst secret set <name> <value>`. Until then what a secret is for is off, and the stage is deployed all the same. */
export const secrets = byName(
  blueprint.secrets,
  ({ name }: SecretDefinition) => new sst.Secret(name, NOT_SET),
);
