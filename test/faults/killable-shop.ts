import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DEMO_PASSWORD } from "@tradewind/dev";
import { VirtualClock } from "@tradewind/local-cloud";
import { type Violation, violations } from "../support/invariants.ts";
import { Client, TestShop } from "../support/shop.ts";
import { ShopProcess } from "../support/shop-process.ts";

const HOUR_MS = 60 * 60 * 1000;
export const hours = (count: number) => count * HOUR_MS;
export const days = (count: number) => hours(24 * count);

/** A shop on a data folder that a test kills and starts again with its clock set forward. */
export class KillableShop implements AsyncDisposable {
  readonly data = mkdtempSync(join(tmpdir(), "shop-"));
  #process: ShopProcess | undefined;

  /** Starts the shop with its clock `offsetMs` ahead of the system's. */
  async start(offsetMs = 0): Promise<void> {
    this.#process = await ShopProcess.start(this.data, offsetMs);
  }

  /** Kills the process as `kill -9` does. */
  async kill(): Promise<void> {
    await this.#process?.kill();
    this.#process = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }

  get sqs(): SQSClient {
    return new SQSClient(this.#sdk());
  }

  get states(): SFNClient {
    return new SFNClient(this.#sdk());
  }

  /** True while a run of the saga holds the order. */
  async isHeld(orderId: string): Promise<boolean> {
    const { Item } = await new DynamoDBClient(this.#sdk()).send(
      new GetItemCommand({
        TableName: "Commerce",
        Key: { pk: { S: `$tradewind#orderId_${orderId}` }, sk: { S: "$order_1" } },
      }),
    );
    if (!Item) throw new Error(`The table has no order ${orderId}.`);
    return Item["leaseUntil"] !== undefined;
  }

  anybody(): Client {
    return new Client(this.#running.url);
  }

  async admin(): Promise<Client> {
    await this.#passSecondFactor("admin@example.com");
    return this.signIn("admin@example.com", DEMO_PASSWORD);
  }

  /** Sets the stock of some SKUs of the sample catalog and returns the SKUs. */
  async stockSkus(units: readonly number[]): Promise<string[]> {
    const admin = await this.admin();
    const { items } = (await admin.get(`/products?limit=${units.length}`)).body;
    const skus: string[] = [];
    for (const [index, available] of units.entries()) {
      const { variants } = (await admin.get(`/products/${items[index].id}`)).body;
      const { sku } = variants[0];
      await admin.call("PUT", `/admin/stock/${sku}`, { body: { available } });
      skus.push(sku);
    }
    return skus;
  }

  /** Signs a customer up with the code from the mail, unless the account exists, and signs in. */
  async customer(email: string): Promise<Client> {
    const password = "Correct-horse-7";
    const anybody = this.anybody();
    await anybody.call("POST", "/auth/sign-up", { body: { email, password, name: "Test" } });
    const mail = (await this.mails()).find(({ to }) => to === email);
    const code = /\b\d{6}\b/.exec(mail?.text ?? "")?.[0];
    await anybody.call("POST", "/auth/confirm", { body: { email, code } });
    await this.#passSecondFactor(email);
    return this.signIn(email, password);
  }

  async signIn(email: string, password: string): Promise<Client> {
    const { url } = this.#running;
    const { status, body } = await new Client(url).call("POST", "/auth/sign-in", {
      body: { email, password },
    });
    if (status !== 200) throw new Error(`${email} cannot sign in: ${status} ${JSON.stringify(body)}`);
    return new Client(url, String(body.accessToken));
  }

  /** Makes an account's sessions count as passed by a second factor, without asking for one. */
  async #passSecondFactor(Username: string): Promise<void> {
    const idp = new CognitoIdentityProviderClient(this.#sdk());
    const user = { UserPoolId: "us-east-1_UserPool", Username };
    const UserAttributes = [{ Name: "custom:mfaSince", Value: "1" }];
    await idp.send(
      new AdminSetUserMFAPreferenceCommand({ ...user, SoftwareTokenMfaSettings: { Enabled: false } }),
    );
    await idp.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes }));
  }

  async mails(): Promise<{ to: string; subject: string; text: string }[]> {
    return (await this.anybody().get("/_local/outbox")).body.items;
  }

  get #running(): ShopProcess {
    if (!this.#process) throw new Error("The shop is not running.");
    return this.#process;
  }

  #sdk() {
    const endpoint = this.#running.cloudUrl;
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    return { region: "us-east-1", endpoint, credentials };
  }
}

/**
 * A kill may fall between the sending of a mail and its record. This can happen in every invocation
 * that runs at that moment.
 */
const MAILS_AT_RISK_PER_KILL = 10;

/** Opens the data folder of a killed shop with a new shop and checks the invariants. */
export async function violationsIn(
  data: string,
  offsetMs: number,
  { acknowledged, kills }: { acknowledged: readonly string[]; kills: number },
): Promise<Violation[]> {
  const shop = await TestShop.open({ data, clock: new VirtualClock(Date.now() + offsetMs), seed: true });
  try {
    await shop.settle(hours(1));
    return await violations(shop.shop, { acknowledged, repeatedMails: kills * MAILS_AT_RISK_PER_KILL });
  } finally {
    await shop.stop();
  }
}

/** Repeats `ask` until it returns a value. */
export async function waitFor<T>(ask: () => Promise<T | undefined | false>, patienceMs = 30_000): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`No value within ${patienceMs} ms: ${ask.toString()}`);
  }
}
