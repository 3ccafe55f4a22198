/** Tells the log of reached statements which test file begins. */
import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import { expect } from "vitest";

const log = process.env["REACHED_LOG"];
const { testPath = "" } = expect.getState();
if (log) appendFileSync(log, `${relative(process.cwd(), testPath)}\n`);
// A worker may run several files.
Reflect.deleteProperty(globalThis, "$seen");
