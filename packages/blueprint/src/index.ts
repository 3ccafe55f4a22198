export * from "./blueprint.ts";
export { checkBlueprint } from "./check.ts";
