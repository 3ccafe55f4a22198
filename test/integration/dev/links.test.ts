import { describe, expect, test } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { linkablesOf } from "@tradewind/blueprint/derived/functions";
import { openShop, repository } from "./support.ts";

const HEALTH = "functions/system/get-health.ts";

/** The source of a function that answers its links by SST's `Resource`, and its environment. */
const REPORT = `
  import { Resource } from "sst/resource";
  export const handler = async () => {
    const links = Object.fromEntries(Object.keys(Resource).map((name) => [name, Resource[name]]));
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(AWS|POWERTOOLS)_/.test(name)));
    return { statusCode: 200, headers: {}, body: JSON.stringify({ links, environment }) };
  };`;

interface Report {
  links: Record<string, Record<string, string>>;
  environment: Record<string, string>;
}

describe("functions get", () => {
  test("a link for each resource of the blueprint, with the properties that SST gives it", async () => {
    using root = repository();
    root.write(HEALTH, REPORT);
    await using shop = await openShop({ root: root.path });
    const { links } = (await (await fetch(`${shop.url}/health`)).json()) as Report;
    expect(Object.keys(links).sort()).toEqual(
      ["App", ...linkablesOf(blueprint).map(({ name }) => name)].sort(),
    );
    expect(links).toMatchObject({
      App: { name: "tradewind", stage: "local" },
      Commerce: { name: "Commerce" },
      Assets: { name: expect.stringMatching(/^[a-z0-9-]+$/) as string },
      CardFingerprint: { arn: expect.stringMatching(/^arn:aws:kms:us-east-1:000000000000:key\//) as string },
      CustomerMail: { url: `${shop.cloud.url}/000000000000/CustomerMail` },
      Notifications: { arn: "arn:aws:sns:us-east-1:000000000000:Notifications" },
      Events: { name: "Events" },
      OrderSaga: { arn: "arn:aws:states:us-east-1:000000000000:stateMachine:OrderSaga" },
      ShopEmail: { sender: "shop@tradewind.example" },
      UserPool: {
        id: "us-east-1_UserPool",
        clientId: expect.stringMatching(/^[a-z0-9]+$/) as string,
        issuer: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_UserPool",
        jwksUri: `${shop.cloud.url}/us-east-1_UserPool/.well-known/jwks.json`,
      },
    });
    expect((await fetch(links["UserPool"]?.["jwksUri"] ?? "")).status).toBe(200);
  });

  test("the environment of a Lambda, without the developer's own AWS settings", async () => {
    using root = repository();
    root.write(HEALTH, REPORT);
    process.env["AWS_PROFILE"] = "production";
    process.env["AWS_ACCESS_KEY_ID"] = "AKIAREAL";
    try {
      {
        await using shop = await openShop({ root: root.path });
        const { environment } = (await (await fetch(`${shop.url}/health`)).json()) as Report;
        expect(environment).toMatchObject({
          AWS_REGION: "us-east-1",
          AWS_ENDPOINT_URL: shop.cloud.url,
          AWS_ACCESS_KEY_ID: "local",
          POWERTOOLS_SERVICE_NAME: "tradewind",
          POWERTOOLS_LOG_LEVEL: "SILENT",
        });
        expect(environment).not.toHaveProperty("AWS_PROFILE");
      }
      expect(process.env).toMatchObject({ AWS_PROFILE: "production", AWS_ACCESS_KEY_ID: "AKIAREAL" });
      expect(Object.keys(process.env).filter((name) => name.startsWith("SST_RESOURCE_"))).toEqual([]);
    } finally {
      delete process.env["AWS_PROFILE"];
      delete process.env["AWS_ACCESS_KEY_ID"];
    }
  });
});
