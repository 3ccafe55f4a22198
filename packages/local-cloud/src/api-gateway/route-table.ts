import type { RestApi, RestRoute } from "./rest-api.ts";

/** A path of the API with its methods: AWS's "resource". */
export interface Resource {
  id: string;
  path: string;
  methods: ReadonlyMap<string, CompiledRoute>;
  /** The methods that a preflight response lists: each once, with OPTIONS. */
  allowedMethods: string;
}

export interface CompiledRoute {
  route: RestRoute;
  resource: Resource;
  /** Position in the API, used as a short unique number in cache keys. */
  index: number;
}

export interface RouteMatch {
  resource: Resource;
  /** Still percent-encoded. Undefined when the path has no parameters. */
  parameters: Record<string, string> | undefined;
}

interface Node {
  statics: Map<string, Node>;
  parameter?: { name: string; node: Node };
  greedy?: { name: string; resource: MutableResource };
  resource?: MutableResource;
}

type MutableResource = Resource & { methods: Map<string, CompiledRoute> };

/**
 * Finds the resource of a path: a static segment wins over a parameter, a parameter over
 * `{proxy+}`.
 */
export class RouteTable {
  readonly #root: Node = { statics: new Map() };
  /** Paths without parameters, looked up by a map. */
  readonly #exact = new Map<string, RouteMatch>();

  constructor(api: RestApi, resourceId: (path: string) => string) {
    for (const [index, route] of api.routes.entries()) {
      const resource = this.#resourceAt(route.path, resourceId);
      resource.methods.set(route.method, { route, resource, index });
    }
    for (const { resource } of this.#exact.values()) listMethods(resource);
    listAll(this.#root);
  }

  /** `path` is percent-encoded. A trailing slash makes no difference. */
  match(path: string): RouteMatch | undefined {
    const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
    return this.#exact.get(trimmed) ?? walk(this.#root, trimmed, 1, undefined);
  }

  #resourceAt(path: string, resourceId: (path: string) => string): MutableResource {
    const create = (): MutableResource => ({
      id: resourceId(path),
      path,
      methods: new Map(),
      allowedMethods: "",
    });
    if (!path.includes("{")) {
      const known = this.#exact.get(path);
      if (known) return known.resource as MutableResource;
    }
    let node = this.#root;
    for (const segment of path === "/" ? [] : path.slice(1).split("/")) {
      const variable = /^\{([\w.-]+)(\+?)\}$/.exec(segment);
      if (!variable) {
        let next = node.statics.get(segment);
        if (!next) node.statics.set(segment, (next = { statics: new Map() }));
        node = next;
        continue;
      }
      const name = variable[1] ?? "";
      if (variable[2]) {
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html
        if (!path.endsWith(segment)) throw new Error(`In ${path}, {${name}+} must be the last segment.`);
        node.greedy ??= { name, resource: create() };
        return node.greedy.resource;
      }
      node.parameter ??= { name, node: { statics: new Map() } };
      if (node.parameter.name !== name) {
        throw new Error(
          `In ${path}, a sibling ({${node.parameter.name}}) of {${name}} already has a variable path part -- only one is allowed.`,
        );
      }
      node = node.parameter.node;
    }
    node.resource ??= create();
    if (!path.includes("{")) this.#exact.set(path, { resource: node.resource, parameters: undefined });
    return node.resource;
  }
}

function walk(
  node: Node,
  path: string,
  from: number,
  parameters: Record<string, string> | undefined,
): RouteMatch | undefined {
  if (from > path.length || path === "/") {
    return node.resource ? { resource: node.resource, parameters } : undefined;
  }
  const slash = path.indexOf("/", from);
  const end = slash === -1 ? path.length : slash;
  const segment = path.slice(from, end);
  const next = node.statics.get(segment);
  const found = next && walk(next, path, end + 1, parameters);
  if (found) return found;
  if (node.parameter && segment !== "") {
    const { name, node: child } = node.parameter;
    const match = walk(child, path, end + 1, { ...parameters, [name]: segment });
    if (match) return match;
  }
  if (node.greedy && from < path.length) {
    const { name, resource } = node.greedy;
    return { resource, parameters: { ...parameters, [name]: path.slice(from) } };
  }
  return undefined;
}

function listAll(node: Node): void {
  if (node.resource) listMethods(node.resource);
  if (node.greedy) listMethods(node.greedy.resource);
  if (node.parameter) listAll(node.parameter.node);
  for (const next of node.statics.values()) listAll(next);
}

const EVERY_METHOD = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

function listMethods(resource: Resource): void {
  const methods = resource.methods.has("ANY")
    ? EVERY_METHOD
    : [...new Set([...resource.methods.keys(), "OPTIONS"])].sort();
  resource.allowedMethods = methods.join(",");
}
