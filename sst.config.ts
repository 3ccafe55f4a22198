export default $config({
  async app({ stage }) {
    const { stageNamed } = await import("@tradewind/blueprint/stages");
    const { name, region, keepsData } = stageNamed(stage);
    return {
      name: "tradewind",
      home: "aws",
      removal: keepsData ? "retain" : "remove",
      protect: keepsData,
      providers: { aws: { region, defaultTags: { tags: { Project: "tradewind", Environment: name } } } },
    };
  },
  async run() {
    const { api } = await import("./stacks/api.ts");
    await import("./stacks/method-settings.ts");
    await import("./stacks/firewall.ts");
    await import("./stacks/usage-plans.ts");
    await import("./stacks/api-domain.ts");
    const { distribution } = await import("./stacks/cdn.ts");
    await import("./stacks/database-recovery.ts");
    await import("./stacks/cache.ts");
    await import("./stacks/search.ts");
    await import("./stacks/triggers.ts");
    await import("./stacks/consumers.ts");
    await import("./stacks/pipes.ts");
    await import("./stacks/schedules.ts");
    await import("./stacks/deliveries.ts");
    await import("./stacks/alarms.ts");
    await import("./stacks/service-levels.ts");
    await import("./stacks/dashboard.ts");
    await import("./stacks/dev-commands.ts");
    return { api: api.url, shop: $interpolate`https://${distribution.domainName}` };
  },
});
