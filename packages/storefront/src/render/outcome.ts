import type { StaticHandlerContext } from "react-router";
import type { Product } from "@tradewind/client";
import { type Head, headOf } from "../app/head.ts";
import { m } from "../app/language.ts";
import { PRODUCT, SHELL } from "../app/route-ids.ts";
import { failureTitle, isMissing } from "../pages/failure.tsx";
import type { ShellData } from "../ui/shell.tsx";
import { productFacts } from "./facts.ts";

/** The parts of a page's answer that follow from the data of its routes. */
export interface Outcome {
  status: number;
  /** All that belongs to the page is there, so that it may be kept. */
  whole: boolean;
  head: Head;
  /** Facts for search engines, as JSON-LD. */
  facts: object[];
}

/** @param address gives the address of a path within the page's language */
export function outcomeOf(
  context: StaticHandlerContext,
  search: URLSearchParams,
  address: (path: string) => string,
): Outcome {
  const { loaderData, errors } = context;
  if (errors) return failed(Object.values(errors)[0]);
  const matches = context.matches.map(({ route }) => ({
    handle: route.handle as unknown,
    loaderData: loaderData[route.id] as unknown,
  }));
  const head = headOf(matches, search);
  if (!head) throw new Error("Every page of the shop has a head.");
  const product = loaderData[PRODUCT] as Product | undefined;
  return {
    status: 200,
    whole: (loaderData[SHELL] as ShellData).whole,
    head,
    facts: product ? productFacts(product, address) : [],
  };
}

const failed = (error: unknown): Outcome => ({
  status: isMissing(error) ? 404 : 503,
  whole: false,
  head: { title: failureTitle(error), description: m.home_description() },
  facts: [],
});
