import { describe, expect, it } from "vitest";
import { checks, Deployment } from "./checks/index.ts";
import { evaluateAll } from "./harness/evaluation.ts";

const { graphs, bundles } = await evaluateAll();
const deployments = graphs.map((graph) => new Deployment(graph, bundles));

describe.each(deployments.map((deployment) => [deployment.title, deployment] as const))(
  "the stage %s",
  (title, deployment) => {
    it.each(checks.map((check) => [check.rule, check] as const))("%s", (_rule, check) => {
      expect(check.problems(deployment)).toEqual([]);
    });

    it("has resources, whose number is logged", () => {
      const components = deployment.graph.resources.filter(({ type }) => type.startsWith("sst:")).length;
      const resources = deployment.graph.resources.length - components;
      console.log(`${title}: ${resources} resources, ${components} components, ${checks.length} checks`);
      expect(resources).toBeGreaterThan(0);
    });
  },
);
