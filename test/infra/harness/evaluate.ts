/**
 * Evaluates `sst.config.ts` for one stage. A process can evaluate only one program:
 *
 *     node evaluate.ts <program> <stage> <dev: true|false> <graph file>
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Graph } from "./graph.ts";
import { ACCOUNT, answerCall, createdState, REGION } from "./mocks.ts";
import { ROOT, sstPlatform } from "./platform.ts";
import { recordResources } from "./recorder.ts";
import { rpcServer } from "./rpc-server.ts";

interface Program {
  sst: object;
  globals: object;
  run(program: () => Promise<unknown>): Promise<Record<string, unknown>>;
  config(): Promise<{
    app(input: { stage: string }): Promise<Graph["app"]> | Graph["app"];
    run(): Promise<unknown>;
  }>;
}

interface BuildRequest {
  functionID: string;
  handler: string;
  bundle?: string;
  runtime: string;
  links: Record<string, Record<string, unknown>>;
}

const [programFile = "", stage = "", dev = "", graphFile = ""] = process.argv.slice(2);

const failures: unknown[] = [];
// Errors inside `apply` surface only here.
process.on("unhandledRejection", (error) => failures.push(error));

const graph: Graph = { stage, dev: dev === "true", app: { name: "" }, resources: [], links: {}, builds: {} };
const work = mkdtempSync(join(tmpdir(), "infra-"));

function recordBuild({ functionID, handler, bundle, runtime, links }: BuildRequest) {
  graph.builds[functionID] = { handler, ...(bundle && { bundle }), runtime, links: Object.keys(links) };
  Object.assign(graph.links, links);
}

const server = await rpcServer({
  "Provider.Aws.Bootstrap": () => ({
    asset: "sst-asset",
    assetEcrRegistryId: ACCOUNT,
    assetEcrUrl: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/sst-asset`,
    state: "sst-state",
    appsyncHttp: "events.example",
    appsyncRealtime: "realtime.example",
  }),
  "Provider.Aws.Appsync": () => ({ http: "events.example", realtime: "realtime.example" }),
  "Runtime.Build": (request: BuildRequest) => {
    recordBuild(request);
    return { handler: request.handler, out: work, sourcemaps: [], errors: [] };
  },
  "Runtime.AddTarget": (request: BuildRequest) => {
    recordBuild(request);
    return {};
  },
});

process.env["SST_SERVER"] = server;
process.env["SST_AWS_REGION"] = REGION;
process.env["SST_SECRETS"] = "{}";
process.env["PULUMI_NODEJS_SKIP_COMPONENT_INPUTS"] = "true";

await pulumi.runtime.setMocks(
  {
    newResource: ({ type, name, inputs }) => createdState(type, name, inputs as Record<string, unknown>),
    call: ({ token, inputs }) => answerCall(token, inputs as Record<string, unknown>),
  },
  "tradewind",
  stage,
);
recordResources(graph.resources);

const platform = await sstPlatform();
const globalScope = globalThis as unknown as Record<string, unknown>;
Object.assign(globalScope, {
  $dev: graph.dev,
  $cli: {
    command: graph.dev ? "dev" : "deploy",
    rpc: server,
    paths: { home: work, root: ROOT, work, platform },
    env: {},
    state: { version: {} },
  },
  aws,
  // Components read $app at their first use, so it is set before they load.
  $app: { name: "tradewind", stage, removal: "retain", protect: false, providers: { aws: {} } },
});
const program = (await import(pathToFileURL(programFile).href)) as Program;
Object.assign(globalScope, { sst: program.sst }, program.globals);
const config = await program.config();
const app = await config.app({ stage });
Object.assign(globalScope, { $app: { removal: "retain", protect: false, ...app, stage } });
Object.assign(graph.app, app);

process.once("beforeExit", () => {
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) process.exit(1);
  writeFileSync(graphFile, JSON.stringify(graph));
});

// Components register resources in the background, also after calls to the server. The graph is
// complete only when the process has nothing left to do.
await pulumi.runtime.runInPulumiStack(() => program.run(() => config.run()));
