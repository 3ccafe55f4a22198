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
    const { api } = await import("./stacks/api/rest-api.ts");
    await import("./stacks/api/method-settings.ts");
    await import("./stacks/edge/firewall.ts");
    await import("./stacks/api/usage-plans.ts");
    await import("./stacks/api/api-domain.ts");
    const { distribution } = await import("./stacks/edge/cdn.ts");
    await import("./stacks/data/database-recovery.ts");
    await import("./stacks/data/cache.ts");
    await import("./stacks/data/search.ts");
    await import("./stacks/wiring/triggers.ts");
    await import("./stacks/wiring/consumers.ts");
    await import("./stacks/wiring/pipes.ts");
    await import("./stacks/wiring/schedules.ts");
    await import("./stacks/wiring/deliveries.ts");
    await import("./stacks/operations/alarms.ts");
    await import("./stacks/operations/service-levels.ts");
    await import("./stacks/operations/dashboard.ts");
    await import("./stacks/operations/dev-commands.ts");
    return { api: api.url, shop: $interpolate`https://${distribution.domainName}` };
  },
});
