import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { routes } from "@tradewind/blueprint/routes";
import { ANSWERED_ROUTES } from "./answers.ts";

/**
 * Fails a run of all tests in which a route never answered with success. A run of some tests proves
 * nothing.
 */
export default function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "tradewind-routes-"));
  // The workers inherit it.
  process.env[ANSWERED_ROUTES] = folder;
  return async () => {
    const answered = readdirSync(folder);
    rmSync(folder, { recursive: true });
    if (!(await allPassed(project))) return;
    const missing = routes.map(({ name }) => name).filter((name) => !answered.includes(name));
    if (missing.length > 0) {
      throw new Error(
        `No test has seen an answer of ${missing.join(", ")}. Call it with Client in a test of test/integration/shop (.github/CONTRIBUTING.md, Tests that can fail).`,
      );
    }
  };
}

async function allPassed(project: TestProject): Promise<boolean> {
  const { testFiles } = await project.globTestFiles();
  const modules = project.vitest.state.getTestModules().filter((module) => module.project === project);
  const chosenByName = project.config.testNamePattern !== undefined;
  return !chosenByName && modules.length === testFiles.length && modules.every((module) => module.ok());
}
