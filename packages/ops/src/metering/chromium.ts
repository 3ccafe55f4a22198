import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of this machine, or an empty text if it has none. */
export const CHROMIUM = process.env["CHROMIUM"] ?? PLACES.find((file) => existsSync(file)) ?? "";

/** The remedy for an empty `CHROMIUM`, as a sentence for a person. */
export const INSTALL_CHROMIUM =
  "Install it (Debian: apt-get install chromium), or name the browser in CHROMIUM.";
