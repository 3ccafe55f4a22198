import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { safeParse } from "zod/mini";
import { blueprint } from "@tradewind/blueprint";
import { openApiDocument } from "@tradewind/blueprint/derived/openapi";
import { answerCheck } from "@tradewind/dev/runtime/answer-check";
import { openApiFile } from "@tradewind/ops/docs/openapi";

type Json = Record<string, unknown>;
interface Content {
  content?: Record<string, { schema: Json }>;
}
interface Operation extends Json {
  operationId: string;
  description?: string;
  security: object[];
  parameters: { name: string; schema: Json }[];
  requestBody?: Content;
  responses: Record<string, Content>;
}

const document = openApiDocument(blueprint) as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
};
const { schemas } = document.components;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

const REFERENCE = "#/components/schemas/";
const referred = (schema: Json | undefined) => {
  const reference = schema?.["$ref"];
  return typeof reference === "string" ? reference.replace(REFERENCE, "") : "";
};
const exampleOf = (schema: Json | undefined) => (schemas[referred(schema)]?.["examples"] as unknown[])?.[0];

/** Calls `visit` with all schemas below a value, and with the pointer to each. */
function eachSchema(value: unknown, pointer: string, visit: (schema: Json, pointer: string) => void): void {
  if (typeof value !== "object" || value === null) return;
  visit(value as Json, pointer);
  for (const [key, inner] of Object.entries(value))
    if (key !== "examples") eachSchema(inner, `${pointer}/${key}`, visit);
}

it("docs/openapi.json holds the OpenAPI document", () => {
  expect(readFileSync("docs/openapi.json", "utf8"), "Run `npm run docs`.").toBe(openApiFile());
});

describe("the schemas of the OpenAPI document", () => {
  it("have names, if they are objects, unions or lists of words", () => {
    const nameless: string[] = [];
    const visit = (schema: Json, pointer: string) => {
      const isNamed = /^\/components\/schemas\/\w+$/.test(pointer);
      const isSchema = !pointer.endsWith("/properties");
      const members = schema["properties"] ?? schema["anyOf"] ?? schema["oneOf"] ?? schema["enum"];
      if (members !== undefined && isSchema && !isNamed) nameless.push(pointer);
    };
    eachSchema(document, "", visit);
    expect(nameless).toEqual([]);
  });

  it("stand once, except that requests of several routes may be alike", () => {
    const names = new Map<string, string[]>();
    for (const [name, { examples: _, ...schema }] of Object.entries(schemas)) {
      if (name.endsWith("Request")) continue;
      const text = JSON.stringify(schema);
      names.set(text, [...(names.get(text) ?? []), name]);
    }
    expect([...names.values()].filter((alike) => alike.length > 1)).toEqual([]);
  });

  it("are all referred to, and no reference leads nowhere", () => {
    const references = new Set<string>();
    eachSchema(document, "", (schema) => {
      const name = referred(schema);
      if (name !== "" && !name.startsWith("#")) references.add(name);
    });
    expect([...references].toSorted()).toEqual(Object.keys(schemas));
  });

  it("let an answer gain members", () => {
    const order = schemas["Order"];
    expect(order?.["properties"]).toBeDefined();
    expect(order).not.toHaveProperty("additionalProperties");
    expect(schemas["PlaceOrderRequest"]).toHaveProperty("additionalProperties", false);
  });
});

describe("the parameters of the OpenAPI document", () => {
  it("say the type, the range and the default of a number", () => {
    const [limit] =
      document.paths["/products"]?.["get"]?.parameters.filter(({ name }) => name === "limit") ?? [];
    expect(limit?.schema).toEqual({ type: "integer", minimum: 1, maximum: 100, default: 20 });
  });
});

describe("the paths of the OpenAPI document", () => {
  it("are never ambiguous: no request can match two of them", () => {
    const matches = (one: string[], other: string[]) =>
      one.length === other.length &&
      one.every((part, at) => part === other[at] || isParameter(part) || isParameter(other[at] ?? ""));
    const isParameter = (part: string) => part.startsWith("{");
    const paths = Object.keys(document.paths).map((path) => path.split("/"));
    const ambiguous = paths.flatMap((one, index) =>
      paths
        .slice(index + 1)
        .flatMap((other) => (matches(one, other) ? [[one.join("/"), other.join("/")]] : [])),
    );
    expect(ambiguous).toEqual([]);
  });
});

describe("the examples of the OpenAPI document", () => {
  it.each(blueprint.api.routes)("are valid for $name", (route) => {
    const operation = operations.find(
      ({ operationId }) => operationId.toLowerCase() === route.name.toLowerCase(),
    );
    if (route.body) {
      const content = operation?.requestBody?.content ?? {};
      expect(Object.keys(content)).toEqual(route.bodyTypes ?? ["application/json"]);
      for (const { schema } of Object.values(content)) {
        const example = exampleOf(schema);
        expect(example).toBeDefined();
        expect(safeParse(route.body(), example).error).toBeUndefined();
      }
    }
    const check = answerCheck(route);
    for (const [status, { body, contentType }] of Object.entries(route.responses)) {
      if (!body || contentType) continue;
      const example = exampleOf(operation?.responses[status]?.content?.["application/json"]?.schema);
      const answer = {
        status: Number(status),
        contentType: "application/json",
        body: JSON.stringify(example),
      };
      expect(example).toBeDefined();
      expect(check(answer)).toBeUndefined();
    }
  });

  it("show a problem as the routes answer it", () => {
    const [placeOrder] = blueprint.api.routes.filter(({ name }) => name === "PlaceOrder");
    const example = exampleOf({ $ref: `${REFERENCE}Problem` });
    const answer = { status: 409, contentType: "application/problem+json", body: JSON.stringify(example) };
    expect(answerCheck(placeOrder!)(answer)).toBeUndefined();
  });
});
