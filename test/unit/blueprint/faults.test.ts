import { expect, it } from "vitest";
import { type Blueprint, blueprint } from "@tradewind/blueprint";
import { checkBlueprint } from "@tradewind/blueprint/derived/check";
import { type StaffPermission, staff } from "@tradewind/blueprint/language/access";
import type { Route } from "@tradewind/blueprint/language/define";

const [rule] = blueprint.rules;
const [pipe] = blueprint.pipes;
const [schedule] = blueprint.schedules;
const [edgeFunction] = blueprint.edgeFunctions;
const silentTable = blueprint.tables.find(({ stream }) => !stream);
const topic = blueprint.topics.find(({ subscribers }) => subscribers.length > 0);

const withRoute = (name: string, change: Partial<Route>): Partial<Blueprint> => ({
  api: {
    ...blueprint.api,
    routes: blueprint.api.routes.map((route) => (route.name === name ? { ...route, ...change } : route)),
  },
});
const cache = { ttlSeconds: 60, query: [] };

const withSecurity = (security: Partial<Blueprint["cdn"]["pages"]["security"]>): Partial<Blueprint> => {
  const { pages } = blueprint.cdn;
  const changed = { ...pages, security: { ...pages.security, ...security } };
  return { cdn: { ...blueprint.cdn, pages: changed } };
};

it.each<[string, Partial<Blueprint>, string]>([
  [
    "a contact for security that nobody can open",
    withSecurity({ contact: "mailto:security" }),
    "The contact mailto:security of security.txt is neither a mailto: nor an https: address.",
  ],
  [
    "a security.txt that has expired when it is served",
    withSecurity({ validDays: 0 }),
    "security.txt must hold for 1 to 364 days, not 0.",
  ],
  [
    "two routes of one method and shape",
    withRoute("GetCart", { path: "/orders/{id}" }),
    "GET /orders/{} is defined twice",
  ],
  [
    "a path with parameters without a schema",
    withRoute("GetCart", { path: "/carts/{sku}" }),
    "Route GetCart: the path has parameters but there is no schema for them.",
  ],
  [
    "a cached answer to a POST",
    withRoute("PlaceOrder", { cache }),
    "Route PlaceOrder: only GET can be cached.",
  ],
  [
    "a cached answer to staff",
    withRoute("GetStock", { cache }),
    "Route GetStock: answers for some groups must not be cached.",
  ],
  [
    "a route for staff with an undeclared permission",
    withRoute("GetStock", { auth: staff("stock.recall" as StaffPermission) }),
    "Route GetStock: the permission stock.recall is not in language/access.ts.",
  ],
  [
    "a route without responses",
    withRoute("GetCart", { responses: undefined as unknown as Route["responses"] }),
    "Route GetCart: its responses name no 2xx status.",
  ],
  [
    "a route with an unknown error code",
    withRoute("GetCart", { errors: ["cart.vanished" as "cart.changed"] }),
    "Route GetCart: cart.vanished is not an error code.",
  ],
  [
    "a route without a session that needs one",
    withRoute("PlaceOrder", { sessionless: true }),
    "Route PlaceOrder: a route without a session needs the auth rule none and a path without parameters.",
  ],
  [
    "two events of one type",
    { events: [...blueprint.events, rule!.events[0]!] },
    `The event ${rule!.events[0]!.type} is defined twice.`,
  ],
  ["a rule on an unknown bus", { buses: [] }, `Rule ${rule!.name}: its bus is not in the blueprint.`],
  [
    "a rule that matches nothing",
    { rules: [{ ...rule!, events: [] }] },
    `Rule ${rule!.name}: it matches no event.`,
  ],
  [
    "a rule for an unknown event",
    { events: [] },
    `Rule ${rule!.name}: the event ${rule!.events[0]!.type} is not in the blueprint.`,
  ],
  [
    "a topic with an unknown subscriber",
    { queues: [] },
    `Topic ${topic!.name}: its subscriber ${topic!.subscribers[0]!.name} is not in the blueprint.`,
  ],
  [
    "a queue whose messages return while their consumer still works",
    { queues: blueprint.queues.map((queue) => ({ ...queue, visibilityTimeoutSeconds: 1 })) },
    `Queue ${blueprint.queues[0]!.name}: its visibility timeout is under six times its consumer's time limit and its window.`,
  ],
  [
    "a queue to which nobody sends",
    { rules: blueprint.rules.filter(({ name }) => name !== "TellOfArrivals") },
    "Queue StockArrivals: no rule, topic or function sends to it.",
  ],
  ["a pipe from an unknown table", { tables: [] }, `Pipe ${pipe!.name}: its table is not in the blueprint.`],
  [
    "a pipe from a table without a stream",
    { pipes: [{ ...pipe!, source: silentTable! }] },
    `Pipe ${pipe!.name}: its table has no stream.`,
  ],
  ["a pipe to an unknown bus", { buses: [] }, `Pipe ${pipe!.name}: its bus is not in the blueprint.`],
  [
    "a schedule that AWS cannot read",
    { schedules: [{ ...schedule!, expression: "rate(0 minutes)" }] },
    `Schedule ${schedule!.name}: rate(0 minutes) is neither a rate nor a cron expression of six fields.`,
  ],
  [
    "a rate in a time zone",
    { schedules: [{ ...schedule!, expression: "rate(5 minutes)", timeZone: "Europe/Berlin" }] },
    `Schedule ${schedule!.name}: a rate has no time zone.`,
  ],
  [
    "an edge function for which CloudFront does not wait",
    { edgeFunctions: [{ ...edgeFunction!, timeoutSeconds: 31 }] },
    `Edge function ${edgeFunction!.name}: CloudFront waits 30 s, not 31.`,
  ],
  [
    "two edge functions at one place",
    { edgeFunctions: [edgeFunction!, { ...edgeFunction!, name: "Second" }] },
    `Edge function Second: another one has ${edgeFunction!.behavior} at ${edgeFunction!.event}.`,
  ],
  [
    "a caller that cannot sign",
    { serviceCalls: [{ ...blueprint.serviceCalls[0]!, caller: "GetCart" }] },
    `Function GetCart: it cannot sign by ${blueprint.serviceCalls[0]!.key.name}.`,
  ],
])("the blueprint is refused with %s", (_fault, change, problem) => {
  expect(checkBlueprint({ ...blueprint, ...change })).toContainEqual(expect.stringContaining(problem));
});
