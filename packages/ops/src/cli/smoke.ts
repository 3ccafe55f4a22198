/**
 * `TARGET=<url> npm run smoke`: health, API document and catalog of a running shop; with `SMOKE_EMAIL` and `SMOKE_PASSWORD` of an
 * account also sign-in and one order to its end. `SMOKE_TOTP_SECRET` is what the account's authenticator was enrolled with (a
 * local shop shows the code itself), `SMOKE_CARD` a card that is approved. Exits with 1 at the first step that fails.
 */
import { codeAt, stepAt } from "@tradewind/local-cloud/cognito/totp";
import { smoke } from "../smoke.ts";

const { TARGET, SMOKE_EMAIL, SMOKE_PASSWORD, SMOKE_TOTP_SECRET, SMOKE_CARD } = process.env;
const say = (line: string) => process.stdout.write(`${line}\n`);

if (!TARGET) {
  process.stderr.write("Say which shop: TARGET=http://127.0.0.1:4000 npm run smoke\n");
  process.exit(1);
}
const account = SMOKE_EMAIL && SMOKE_PASSWORD ? { email: SMOKE_EMAIL, password: SMOKE_PASSWORD } : undefined;
say(`Smoke test of ${TARGET}`);
try {
  await smoke({
    target: TARGET,
    passed: (step) => say(`  passed  ${step}`),
    ...(account && { account }),
    ...(SMOKE_TOTP_SECRET && { totp: async () => codeAt(stepAt(Date.now()), SMOKE_TOTP_SECRET) }),
    ...(SMOKE_CARD && { card: SMOKE_CARD }),
  });
} catch (error) {
  say(`  failed  ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
if (!account) say("  left out: sign-in and an order, which want SMOKE_EMAIL and SMOKE_PASSWORD");
