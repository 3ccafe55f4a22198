import { invalidParameter } from "../errors.ts";
import { Projection } from "../expressions/projection.ts";

export interface AttributesToGetRequest {
  AttributesToGet?: string[];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributesToGet.html */
export function checkAttributesToGet({ AttributesToGet: names }: AttributesToGetRequest): void {
  if (!names || new Set(names).size === names.length) return;
  const twice = names.find((name, index) => names.indexOf(name) < index);
  throw invalidParameter(`Duplicate value in attribute name: ${twice}`);
}

export function projectionOf({ AttributesToGet: names }: AttributesToGetRequest): Projection | undefined {
  return names && new Projection(names.map((name) => [name]));
}
