import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { routes } from "@tradewind/blueprint/routes";
import { answerChecks } from "@tradewind/dev/runtime/answer-check";

/** Names the folder in which a run of all tests collects the routes that have answered. */
export const ANSWERED_ROUTES = "TRADEWIND_ANSWERED_ROUTES";

const check = answerChecks(routes);
const answered = new Set<string>();

/** `fetch` for the API of a shop. It fails the test when an answer is not as its route declares. */
export async function fetchChecked(url: string, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url + path, init);
  const { status } = response;
  const contentType = response.headers.get("content-type") ?? "";
  const body = await response.clone().text();
  const found = check(init.method ?? "GET", path, { status, contentType, body });
  if (!found) return response;
  const { route, mismatch } = found;
  if (mismatch !== undefined) throw new Error(`${route.name} answered ${status}: ${mismatch}`);
  if (response.ok) collect(route.name);
  return response;
}

function collect(route: string): void {
  const folder = process.env[ANSWERED_ROUTES];
  if (folder === undefined || answered.has(route)) return;
  answered.add(route);
  writeFileSync(join(folder, route), "");
}
