const tab = (name: string, title: string, command: string) =>
  new sst.x.DevCommand(name, { dev: { title, command, autostart: false } });

/** Commands that a developer can start in the tabs of `sst dev`. */
if ($dev) {
  tab("Shop", "Shop on this machine", "npm run dev");
  tab("LocalCloud", "Local cloud, empty", "npm run cloud");
}
