const tab = (name: string, title: string, command: string) =>
  new sst.x.DevCommand(name, { dev: { title, command, autostart: false } });

/** Beside `sst dev`: what a developer starts by hand in its tabs. */
export const devCommands = $dev
  ? [
      tab("Shop", "Shop on this machine", "npm run dev"),
      tab("LocalCloud", "Local cloud, empty", "npm run cloud"),
    ]
  : [];
