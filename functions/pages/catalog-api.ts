/**
 * The part of the API that pages need, within the renderer's own process. A page costs no request
 * to API Gateway, and pages are written while the API does not answer.
 */
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { getProductBySlug, listCategories, listProducts } from "@tradewind/blueprint/areas/catalog";
import type { Route } from "@tradewind/blueprint/language/define";
import { handler as productBySlug } from "../catalog/get-product-by-slug.ts";
import { handler as categories } from "../catalog/list-categories.ts";
import { handler as products } from "../catalog/list-products.ts";

type Endpoint = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

const ENDPOINTS: readonly (readonly [Route, Endpoint])[] = [
  [listCategories, categories],
  [listProducts, products],
  [getProductBySlug, productBySlug],
];

/** Answers a GET of a path below `/api`, or 404 for a route that pages do not need. */
export async function catalogApi(address: string): Promise<Response> {
  const { pathname, searchParams } = new URL(address, "http://catalog");
  for (const [route, endpoint] of ENDPOINTS) {
    const pathParameters = parametersOf(route.path, pathname);
    if (!pathParameters) continue;
    const event = eventOf(route, pathname, pathParameters, searchParams);
    const { statusCode, headers, body } = await endpoint(event, {} as Context);
    return new Response(body, { status: statusCode, headers: headers as Record<string, string> });
  }
  return new Response(null, { status: 404 });
}

/** The values of the path's parameters, or undefined if the path is another route's. */
function parametersOf(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== value) return undefined;
    if (name !== undefined) values[name] = decodeURIComponent(value);
  }
  return values;
}

function eventOf(
  { method, path: resource }: Route,
  path: string,
  pathParameters: Record<string, string>,
  query: URLSearchParams,
): APIGatewayProxyEvent {
  const names = [...new Set(query.keys())];
  return {
    httpMethod: method,
    path,
    resource,
    headers: {},
    multiValueHeaders: {},
    pathParameters,
    queryStringParameters: Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""])),
    multiValueQueryStringParameters: Object.fromEntries(names.map((name) => [name, query.getAll(name)])),
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {
      requestId: crypto.randomUUID(),
      requestTimeEpoch: Date.now(),
      identity: { sourceIp: "127.0.0.1" },
    } as APIGatewayProxyEvent["requestContext"],
  };
}
