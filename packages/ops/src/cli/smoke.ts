/**
 * `TARGET=<url> npm run smoke` tests a running shop: its health, its API document and its catalog.
 * With `SMOKE_EMAIL` and `SMOKE_PASSWORD` of an account it also signs in and follows one order to
 * its end. `SMOKE_TOTP_SECRET` is the secret of the account's authenticator; a local shop needs
 * none. `SMOKE_CARD` is the number of a card that is approved. The exit code is 1 after a failed
 * step.
 */
import { codeAt, stepAt } from "@tradewind/local-cloud/cognito/totp";
import { smoke } from "../smoke.ts";

const { TARGET, SMOKE_EMAIL, SMOKE_PASSWORD, SMOKE_TOTP_SECRET, SMOKE_CARD } = process.env;
const say = (line: string) => process.stdout.write(`${line}\n`);

if (!TARGET) {
  process.stderr.write("Set TARGET to the shop's URL: TARGET=http://127.0.0.1:4000 npm run smoke\n");
  process.exit(1);
}
const account = SMOKE_EMAIL && SMOKE_PASSWORD ? { email: SMOKE_EMAIL, password: SMOKE_PASSWORD } : undefined;
say(`Smoke test of ${TARGET}`);
try {
  await smoke({
    target: TARGET,
    onPassed: (step) => say(`  passed  ${step}`),
    ...(account && { account }),
    ...(SMOKE_TOTP_SECRET && { totp: async () => codeAt(stepAt(Date.now()), SMOKE_TOTP_SECRET) }),
    ...(SMOKE_CARD && { card: SMOKE_CARD }),
  });
} catch (error) {
  say(`  failed  ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
if (!account) say("  skipped sign-in and order: they need SMOKE_EMAIL and SMOKE_PASSWORD");
