import { relative } from "node:path";
import { mergeConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import shared from "../vitest.config.ts";

/** Vitest runs failed and long files first; a mutant dies soonest by the quick ones. */
class GivenOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = process.env["TESTS_IN_ORDER"]?.split(" ") ?? [];
    const place = ({ moduleId }: TestSpecification) =>
      order.indexOf(relative(this.ctx.config.root, moduleId));
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

export default mergeConfig(shared, {
  test: { sequence: { sequencer: GivenOrder }, setupFiles: "test/mutants/setup.ts" },
});
