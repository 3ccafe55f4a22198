export default $config({
  async app({ stage }) {
    const { blueprint } = await import("@tradewind/blueprint");
    const { stageOf } = await import("@tradewind/blueprint/derived/stages");
    const { name, region, keepsData } = stageOf(blueprint, stage);
    return {
      name: "tradewind",
      home: "aws",
      removal: keepsData ? "retain" : "remove",
      protect: keepsData,
      providers: { aws: { region, defaultTags: { tags: { Project: "tradewind", Environment: name } } } },
    };
  },
  async run() {
    const { addresses } = await import("./stacks/index.ts");
    return addresses;
  },
});
