/** Functions that break a stage on purpose. */
import type { Check } from "./checks/index.ts";
import type { Graph, GraphResource } from "./harness/graph.ts";

type Props = Record<string, unknown>;

export interface Violation {
  check: Check;
  change: (graph: Graph) => void;
  says: string;
}

export const find = (graph: Graph, name: string, type = ""): GraphResource => {
  const resource = graph.resources.find(
    (one) => one.type.startsWith("aws:") && one.name === name && one.type.includes(type),
  );
  if (!resource) throw new Error(`There is no resource ${name} to break.`);
  return resource;
};

/** Sets properties of a resource. Dots in a path separate nested properties. */
export const set =
  (name: string, changes: Props, type?: string) =>
  (graph: Graph): void => {
    for (const [path, value] of Object.entries(changes)) {
      const keys = path.split(".");
      const last = keys.pop() ?? "";
      let at: Props = find(graph, name, type).props;
      for (const key of keys) at = at[key] as Props;
      at[last] = value;
    }
  };

export const remove =
  (name: string) =>
  (graph: Graph): void => {
    graph.resources.splice(graph.resources.indexOf(find(graph, name)), 1);
  };

/** Adds a copy of a resource with some changed properties. */
export const add =
  (like: string, name: string, props: Props) =>
  (graph: Graph): void => {
    const model = find(graph, like);
    graph.resources.push({
      ...structuredClone(model),
      name,
      within: [],
      props: { ...model.props, ...props },
    });
  };

/** Replaces text in a property that holds a document. */
export const rewrite =
  (name: string, property: string, from: string | RegExp, to: string, type?: string) =>
  (graph: Graph): void => {
    const { props } = find(graph, name, type);
    const before = JSON.stringify(props[property]);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${name}.${property} does not contain ${String(from)}.`);
    props[property] = JSON.parse(after) as unknown;
  };

export const ROLE = "SendMailRole";
export const inlinePolicies = (statement: object) => [
  { name: "inline", policy: JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] }) },
];
