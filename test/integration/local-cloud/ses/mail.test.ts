import {
  AlreadyExistsException,
  BadRequestException,
  CreateEmailIdentityCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import { beforeEach, expect, it } from "vitest";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { createKernel, type KernelOptions } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { Ses } from "../../../../packages/local-cloud/src/ses/index.ts";
import { sdkConfig } from "../../../support/sdk.ts";
import { dataFolder } from "../sqs/support.ts";

function mailCloud(options: KernelOptions = {}) {
  const kernel = createKernel({ clock: new VirtualClock(), ...options });
  const ses = new Ses(kernel);
  return { kernel, ses, client: new SESv2Client(sdkConfig(ses.service)) };
}

let cloud: ReturnType<typeof mailCloud>;
beforeEach(() => {
  cloud = mailCloud();
});

const send = (subject: string, ...to: string[]) =>
  cloud.client.send(
    new SendEmailCommand({
      FromEmailAddress: "Shop <shop@example.com>",
      Destination: { ToAddresses: to },
      Content: {
        Simple: {
          Subject: { Data: subject },
          Body: { Text: { Data: "text" }, Html: { Data: "<p>text</p>" } },
        },
      },
    }),
  );

it("SES puts sent mail into the mailbox, newest first, once for each recipient", async () => {
  const { MessageId } = await send("first", "Ann <ann@example.com>", "bob@example.com");
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  await cloud.ses.deliver({ to: "cat@example.com", subject: "code", text: "123456" });
  expect(cloud.ses.messages().map(({ to, subject }) => [to, subject])).toEqual([
    ["cat@example.com", "code"],
    ["bob@example.com", "first"],
    ["ann@example.com", "first"],
  ]);
  expect(cloud.ses.messages()[2]).toMatchObject({
    text: "text",
    html: "<p>text</p>",
    at: cloud.kernel.clock.now(),
  });
});

it("SES keeps mail and identities over a restart", async () => {
  using folder = dataFolder();
  cloud = mailCloud({ data: folder.path });
  await send("kept", "ann@example.com");
  await cloud.client.send(new CreateEmailIdentityCommand({ EmailIdentity: "example.com" }));
  cloud.kernel.store.close();
  cloud = mailCloud({ data: folder.path });
  expect(cloud.ses.messages()).toMatchObject([{ subject: "kept" }]);
  const identity = await cloud.client.send(new GetEmailIdentityCommand({ EmailIdentity: "example.com" }));
  expect(identity).toMatchObject({ IdentityType: "DOMAIN", VerifiedForSendingStatus: true });
  cloud.kernel.store.close();
});

it("SES refuses mail without recipients, with bad addresses, raw or by template", async () => {
  await expect(send("x")).rejects.toBeInstanceOf(BadRequestException);
  await expect(send("x", "nobody")).rejects.toBeInstanceOf(BadRequestException);
  const raw = new SendEmailCommand({
    FromEmailAddress: "shop@example.com",
    Destination: { ToAddresses: ["ann@example.com"] },
    Content: { Raw: { Data: Buffer.from("x") } },
  });
  await expect(cloud.client.send(raw)).rejects.toBeInstanceOf(BadRequestException);
  expect(cloud.ses.messages()).toEqual([]);
});

it("SES creates an identity once and finds only what exists", async () => {
  const create = () =>
    cloud.client.send(new CreateEmailIdentityCommand({ EmailIdentity: "shop@example.com" }));
  await create();
  await expect(create()).rejects.toBeInstanceOf(AlreadyExistsException);
  const missing = cloud.client.send(new GetEmailIdentityCommand({ EmailIdentity: "other@example.com" }));
  await expect(missing).rejects.toBeInstanceOf(NotFoundException);
});
