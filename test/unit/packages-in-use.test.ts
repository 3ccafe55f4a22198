import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

function sources(folder: string): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
}

const commerce = sources("packages/commerce/src");
const lambdaKit = sources("packages/lambda-kit/src");
const blueprint = sources("packages/blueprint/src");
const functions = sources("functions");

const imports = (text: string, name: string) => new RegExp(`from "${name}(/[^"]*)?"`).test(text);

describe("the required packages", () => {
  it.each([
    ["sst", commerce],
    ["@aws-sdk/client-dynamodb", commerce],
    ["@aws-sdk/lib-dynamodb", commerce],
    ["@aws-sdk/client-sfn", commerce],
    ["@middy/core", lambdaKit],
    ["aws-jwt-verify", commerce],
    ["electrodb", commerce],
    ["zod", blueprint],
  ])("%s is used where its work is done", (name, where) => {
    expect(where.filter(({ text }) => imports(text, name)).map(({ file }) => file)).not.toEqual([]);
  });

  it("include vitest, which runs this test", () => {
    expect(JSON.parse(readFileSync("package.json", "utf8")).devDependencies).toHaveProperty("vitest");
  });
});

describe("business tables", () => {
  /** This module gives ElectroDB its client and its commands. */
  const ELECTRODBS_CLIENT = "packages/commerce/src/platform/dynamodb/document-client.ts";

  it("are reached only through ElectroDB: no other module imports a command of a DynamoDB client", () => {
    const business = [...commerce, ...functions, ...lambdaKit];
    const commands = business.filter(({ text }) =>
      /import \{[^}]*Command[^}]*\} from "@aws-sdk\/(client|lib)-dynamodb"/.test(text),
    );
    expect(commands.map(({ file }) => file)).toEqual([ELECTRODBS_CLIENT]);
    const users = business.filter(({ text }) => text.includes("documentClient"));
    expect(users.map(({ file }) => file).toSorted()).toEqual([
      // ElectroDB reads no batch over several tables.
      "packages/commerce/src/platform/dynamodb/batch-read.ts",
      ELECTRODBS_CLIENT,
      "packages/commerce/src/platform/dynamodb/tables.ts",
    ]);
  });

  it("are opened in one place, as every client is", () => {
    const elsewhere = commerce.filter(
      ({ file, text }) => /new \w+Client\(\{\}\)/.test(text) && !file.includes("platform/clients/"),
    );
    expect(elsewhere.map(({ file }) => file)).toEqual([]);
    const clients = commerce.filter(({ text }) => text.includes("new DynamoDBClient("));
    expect(clients.map(({ file }) => file)).toEqual(["packages/commerce/src/platform/clients/dynamodb.ts"]);
  });
});
