/** Writes the TypeScript of the API: its types, the interface of its calls, and their table. */
import { type Call, callsOf, type Document, nameOf, type Parameter, type Schema } from "./document.ts";

const HEADER = `/* Made by \`npm run docs\` from the routes of packages/blueprint. Do not edit. */\n`;

/** `generated/api.ts`: types only. */
export function apiTypes(document: Document): string {
  const models = Object.entries(document.components.schemas).map(([name, schema]) => model(name, schema));
  const calls = callsOf(document);
  return [
    HEADER,
    'import type { CallOptions, KeyedOptions, Paged } from "../calls.ts";\n',
    ...models,
    ...calls.flatMap((call) => queryType(call) ?? []),
    `/** All calls of the API. Each rejects with an \`ApiError\` or a \`ConnectionError\`. */\nexport interface Api {\n${calls.map(method).join("\n")}}\n`,
  ].join("\n");
}

/** `generated/operations.ts`: how each call is sent, without schemas. */
export function operationTable(document: Document): string {
  const rows = callsOf(document).map((call) => `  ${call.name}: ${JSON.stringify(rowOf(call))},\n`);
  return `${HEADER}\nimport type { Api } from "./api.ts";\nimport type { Operation } from "../calls.ts";\n\n/** The way in which each call is sent. */\nexport const operations: Readonly<Record<keyof Api, Operation>> = {\n${rows.join("")}};\n`;
}

/** Members that are not set are left out, since browsers load this table. */
function rowOf(call: Call) {
  const { method, path, operation, headers, body, bodyType, query, keyed, repeatable, tagged, text, pageOf } =
    call;
  const { security } = operation;
  return {
    method,
    path,
    ...(security.length > 0 && { auth: true }),
    ...(body && { body: true }),
    ...(bodyType !== undefined && bodyType !== "application/json" && { bodyType }),
    ...(query.length > 0 && { query: true }),
    ...(keyed && { keyed: true }),
    ...(repeatable && method !== "GET" && { repeatable: true }),
    ...(tagged && { tagged: true }),
    ...(text && { text: true }),
    ...(pageOf && { paged: true }),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map(({ name }) => [camelCase(name), name])),
    }),
  };
}

function model(name: string, schema: Schema): string {
  const type = typeOf(schema);
  const declaration = type.startsWith("{")
    ? `export interface ${name} ${type}\n`
    : `export type ${name} = ${type};\n`;
  return comment(schema.description, "") + declaration;
}

function queryType({ name, query }: Call): string | undefined {
  if (query.length === 0) return undefined;
  return `export interface ${capital(name)}Query ${members(query.map(asMember))}\n`;
}

const asMember = ({ name, required, schema }: Parameter): Member => ({ name, required, schema });

function method(call: Call): string {
  const { name, operation, pageOf } = call;
  const text = [operation.summary, operation.description].filter(Boolean).join(".\n\n");
  const result = pageOf
    ? `Paged<${capital(name)}Query, ${answerType(call)}, ${typeOf(pageOf)}${pathTypes(call)}>`
    : `(${parameters(call).join(", ")}) => Promise<${answerType(call)}>`;
  return `${comment(`${text}${text.endsWith(".") ? "" : "."}`, "  ")}  ${name}: ${result};\n`;
}

const answerType = ({ answer }: Call) => (answer ? typeOf(answer) : "void");

/** The path parameters of a paged call, as the types of its first arguments. */
const pathTypes = ({ pathParameters }: Call) =>
  pathParameters.length > 0 ? `, [${pathParameters.map(({ name }) => `${name}: string`).join(", ")}]` : "";

function parameters(call: Call): string[] {
  const { name, pathParameters, body, bodyRequired, query, headers, keyed } = call;
  const list = pathParameters.map((parameter) => `${parameter.name}: string`);
  if (body) list.push(`body${bodyRequired ? "" : "?"}: ${typeOf(body)}`);
  if (query.length > 0)
    list.push(`query${query.some(({ required }) => required) ? "" : "?"}: ${capital(name)}Query`);
  const options = keyed ? "KeyedOptions" : "CallOptions";
  if (headers.length === 0) return [...list, `options?: ${options}`];
  const own = headers.map(
    (header) => `${camelCase(header.name)}${header.required ? ": string" : "?: string | undefined"}`,
  );
  const optional = headers.some(({ required }) => required) ? "" : "?";
  return [...list, `options${optional}: ${options} & { ${own.join("; ")} }`];
}

interface Member {
  name: string;
  required: boolean;
  schema: Schema;
}

function typeOf(schema: Schema): string {
  const name = nameOf(schema);
  if (name !== undefined) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return union.map(typeOf).join(" | ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(" | ");
  if (schema.type === "array") return `${typeOf(schema.items ?? {})}[]`;
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.type === "string" || schema.type === "boolean" || schema.type === "null") return schema.type;
  if (schema.properties && Object.keys(schema.properties).length > 0) return objectType(schema);
  return `Record<string, ${mapValueType(schema)}>`;
}

function objectType(schema: Schema): string {
  const { properties = {}, required = [], additionalProperties } = schema;
  const all = Object.entries(properties).map(([name, type]) => ({
    name,
    schema: type,
    required: required.includes(name),
  }));
  const others =
    typeof additionalProperties === "object" ? `  [member: string]: ${mapValueType(schema)};\n` : "";
  return members(all, others);
}

const mapValueType = ({ additionalProperties }: Schema): string =>
  typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0
    ? typeOf(additionalProperties)
    : "unknown";

const members = (all: Member[], others = ""): string =>
  `{\n${all
    .map(
      ({ name, required, schema }) =>
        `${comment(schema.description, "  ")}  ${keyOf(name)}${required ? "" : "?"}: ${typeOf(schema)}${required ? "" : " | undefined"};\n`,
    )
    .join("")}${others}}`;

const keyOf = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

function comment(text: string | undefined, indent: string): string {
  if (!text) return "";
  const lines = text.split("\n").map((line) => `${indent} *${line ? ` ${line}` : ""}\n`);
  return lines.length === 1 ? `${indent}/** ${text} */\n` : `${indent}/**\n${lines.join("")}${indent} */\n`;
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const camelCase = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
