import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

const EXTRACT_TIMEOUT_MS = 60_000;

/** `sst install` checks the versions of these tools before it extracts its sources. */
const WANTED = { pulumi: "v3.215.0", bun: "1.2.1" } as const;

const stub = (version: string) =>
  `#!/bin/sh\ncase "$1" in version|--version) echo ${version};; esac\nexit 0\n`;

const CONFIG = `export default $config({ app: () => ({ name: "sources", home: "aws" }), async run() {} });\n`;

/**
 * Returns the folder with the sources of SST's components. SST extracts them if they are missing.
 *
 * The folder belongs to a separate project, not to the repository's `.sst`. It holds stub tools and
 * sources without their packages, and a deployment must never use these.
 */
export async function sstPlatform(): Promise<string> {
  const require = createRequire(import.meta.url);
  const manifest = join(dirname(require.resolve("sst")), "../package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const project = join(ROOT, ".build/sst");
  const platform = join(project, ".sst/platform");
  if (extractedVersion(project) === version) return platform;

  mkdirSync(dirname(project), { recursive: true });
  const fresh = mkdtempSync(join(dirname(project), "sst-extracting-"));
  await extract(fresh, join(dirname(manifest), "bin/sst.mjs"));
  writeFileSync(join(fresh, VERSION_FILE), version);
  const other = join(fresh, "replaced");
  try {
    if (existsSync(project)) renameSync(project, other);
    renameSync(fresh, project);
  } catch (error) {
    // Another process was faster.
    if (extractedVersion(project) !== version) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  rmSync(join(project, "replaced"), { recursive: true, force: true });
  return platform;
}

const VERSION_FILE = "extracted-version";

function extractedVersion(project: string): string | undefined {
  const file = join(project, VERSION_FILE);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

async function extract(project: string, sst: string): Promise<void> {
  const tools = join(project, "config/sst/bin");
  mkdirSync(tools, { recursive: true });
  for (const [tool, version] of Object.entries(WANTED)) {
    writeFileSync(join(tools, tool), stub(version));
    chmodSync(join(tools, tool), 0o755);
  }
  writeFileSync(join(project, "sst.config.ts"), CONFIG);
  writeFileSync(join(project, "package.json"), `{ "name": "sources", "private": true, "type": "module" }\n`);
  await promisify(execFile)(process.execPath, [sst, "install", "--stage", "sources"], {
    cwd: project,
    timeout: EXTRACT_TIMEOUT_MS,
    env: {
      PATH: process.env["PATH"],
      HOME: project,
      XDG_CONFIG_HOME: join(project, "config"),
      SST_TELEMETRY_DISABLED: "1",
    },
  });
  if (!existsSync(join(project, ".sst/platform/config.d.ts")))
    throw new Error("SST did not extract the sources of its components.");
}

if (import.meta.main) await sstPlatform();
