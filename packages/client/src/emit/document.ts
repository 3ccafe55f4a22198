/** The parts of an OpenAPI document that the emitters read. */

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Schema;
}

type Content = Record<string, { schema: Schema }>;

export interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  security: object[];
  parameters: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
}

export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** A route as a client calls it. */
export interface Call {
  name: string;
  method: string;
  path: string;
  operation: Operation;
  pathParameters: Parameter[];
  query: Parameter[];
  /** Headers that the caller gives, such as the token of a guest's cart. */
  headers: Parameter[];
  body: Schema | undefined;
  /** The media type of the body. */
  bodyType: string | undefined;
  /** False when each member of the body may be absent. */
  bodyRequired: boolean;
  /** Undefined when the answer has no body. */
  answer: Schema | undefined;
  /** The answer is a text, not JSON. */
  text: boolean;
  /** The same request may be sent again without a second effect. */
  repeatable: boolean;
  /** The client makes an idempotency key. */
  keyed: boolean;
  /** Answers have an entity tag. */
  tagged: boolean;
  /** The schema of the items, if the answers come in pages. */
  pageOf: Schema | undefined;
}

/** Headers that the client sets itself. */
const OWN_HEADERS = new Set(["idempotency-key", "if-none-match"]);

export const nameOf = ({ $ref }: Schema): string | undefined => $ref?.split("/").at(-1);

/** The calls of a document, sorted by name. */
export function callsOf(document: Document): Call[] {
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => callOf(document, method, path, operation)),
  );
  return calls.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function callOf(document: Document, method: string, path: string, operation: Operation): Call {
  const within = (place: Parameter["in"]) => operation.parameters.filter((one) => one.in === place);
  const headers = within("header");
  const body = schemaIn(operation.requestBody?.content);
  const [, success] = Object.entries(operation.responses).find(([status]) => status.startsWith("2")) ?? [];
  const answer = schemaIn(success?.content);
  const { required = [] } = resolve(document, body) ?? {};
  const keyed = headers.some(({ name }) => name === "idempotency-key");
  return {
    name: operation.operationId,
    method: method.toUpperCase(),
    path,
    operation,
    pathParameters: within("path"),
    query: within("query"),
    headers: headers.filter(({ name }) => !OWN_HEADERS.has(name)),
    tagged: "304" in operation.responses,
    body,
    bodyType: Object.keys(operation.requestBody?.content ?? {})[0],
    bodyRequired: required.length > 0 || resolve(document, body)?.type !== "object",
    answer,
    text: Object.keys(success?.content ?? {}).some((type) => !type.endsWith("json")),
    keyed,
    repeatable: method === "get" || keyed || required.includes("reference"),
    pageOf: pageOf(document, answer),
  };
}

const schemaIn = (content: Content | undefined) => content && Object.values(content)[0]?.schema;

const resolve = (document: Document, schema: Schema | undefined): Schema | undefined =>
  schema?.$ref ? document.components.schemas[nameOf(schema) ?? ""] : schema;

function pageOf(document: Document, answer: Schema | undefined): Schema | undefined {
  const { properties = {} } = resolve(document, answer) ?? {};
  return properties["nextCursor"] && properties["items"]?.items;
}
