import { describe, expect, it } from "vitest";
import { checks, Deployment } from "./checks/index.ts";
import { evaluateAll } from "./harness/evaluation.ts";
import { violations } from "./violations.ts";

const { graphs, bundles } = await evaluateAll();
const graph = graphs.find(({ stage }) => stage === "production");
if (!graph) throw new Error("The stage production was not evaluated.");

describe("a planted violation is reported:", () => {
  it.each(violations.map((violation) => [violation.says, violation] as const))(
    "%s",
    (says, { check, change }) => {
      const broken = structuredClone(graph);
      change(broken);
      expect(check.problems(new Deployment(broken, bundles))).toContainEqual(expect.stringContaining(says));
    },
  );

  it("every rule has a planted violation", () => {
    const planted = new Set(violations.map(({ check }) => check));
    expect(checks.filter((check) => !planted.has(check)).map(({ rule }) => rule)).toEqual([]);
  });

  it("a bundle that exceeds its budget", () => {
    const large = Object.fromEntries(
      Object.entries(bundles).map(([module, bundle]) => [module, { ...bundle, bytes: 1_000_001 }]),
    );
    const problems = checks.flatMap((check) => check.problems(new Deployment(graph, large)));
    expect(problems).toContain("SendMail: its bundle has 1000001 bytes.");
  });
});
