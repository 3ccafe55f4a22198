import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

/** The faults of a visit that a page must never have. */
class Faults {
  readonly #found: string[] = [];
  readonly #expected: RegExp[] = [];

  /** Watches the console, uncaught errors, and where requests go. */
  watch(page: Page, origin: string): void {
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      this.#found.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.#found.push(`uncaught: ${error.message}`));
    page.on("request", (request) => {
      const { protocol, origin: to } = new URL(request.url());
      if (protocol !== "data:" && to !== origin) this.#found.push(`a request to ${to}`);
    });
  }

  /** The test provokes faults like this one, such as a page that answers 404. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  get unexpected(): string[] {
    return this.#found.filter((fault) => !this.#expected.some((pattern) => pattern.test(fault)));
  }
}

/** A test fails on each console error, policy violation, uncaught error and foreign request. */
export const test = base.extend<{ faults: Faults }>({
  faults: [
    async ({ page, baseURL }, use) => {
      const faults = new Faults();
      faults.watch(page, baseURL ?? "");
      await use(faults);
      expect(faults.unexpected).toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens an address, touches the page, and waits until its app has taken over. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.keyboard.press("Shift");
  // The text is run by the browser, whose types the tests do not have. The test asks again and
  // again, since the page's own policy forbids it to run a text.
  const taken = `Object.keys(document.getElementById("root")).some((key) => key.startsWith("__reactContainer"))`;
  await expect.poll(() => page.evaluate(taken), { timeout: 30_000 }).toBe(true);
}

/** Expects that axe finds nothing at any level, once what moves or fades in has come to rest. */
export async function expectAccessible(page: Page): Promise<void> {
  const moving = `document.getAnimations().filter((move) => move.playState === "running").length`;
  await expect.poll(() => page.evaluate(moving)).toBe(0);
  // On a large page it takes 20 seconds to describe all that passes. The "legacy mode" leaves out
  // the frames of other origins; no page has frames.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

export { expect };
