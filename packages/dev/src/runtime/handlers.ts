import { pathToFileURL } from "node:url";
import type { Bundles } from "@tradewind/bundles/build-functions";
import { handlerPath } from "@tradewind/bundles/handler-path";
import type { LambdaHandler } from "@tradewind/local-cloud";
import { installInvokeStore, withInvokeStore } from "./invoke-store.ts";

/** Loads a handler at its first call, and again after each change of its bundle. */
export class Handlers {
  readonly #bundles: Promise<Bundles>;
  readonly #loaded = new Map<string, { file: string; handler: Promise<LambdaHandler> }>();

  constructor(bundles: Promise<Bundles>) {
    this.#bundles = bundles;
    // The builder reports a failed build. Here it concerns only calls, and there may be none.
    bundles.catch(() => undefined);
    installInvokeStore();
  }

  /** The newest version of `functions/cart/add-item.handler`. */
  async load(handler: string): Promise<LambdaHandler> {
    const path = handlerPath(handler);
    const file = (await this.#bundles).file(path.module);
    const loaded = this.#loaded.get(handler);
    if (loaded?.file === file) return loaded.handler;
    const fresh = importHandler(file, path.export);
    this.#loaded.set(handler, { file, handler: fresh });
    return fresh;
  }
}

async function importHandler(file: string, name: string): Promise<LambdaHandler> {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  return withInvokeStore(module[name] as LambdaHandler);
}
