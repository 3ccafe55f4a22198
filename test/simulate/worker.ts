/**
 * Runs the shops of the seeds that the parent process sends, one after the other: code that is
 * loaded and compiled once serves all of them.
 */
import { runStory } from "./story/run-story.ts";

const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

process.on("message", (seed: number) => {
  void (async () => {
    const before = processorSeconds();
    const told = await runStory(seed);
    process.send?.({ seed, ...told, seconds: processorSeconds() - before });
  })();
});
