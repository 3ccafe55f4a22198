export * from "./blueprint.ts";
