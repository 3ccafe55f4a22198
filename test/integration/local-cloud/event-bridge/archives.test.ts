import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CancelReplayCommand,
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  ListArchivesCommand,
  ListReplaysCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
  UpdateArchiveCommand,
} from "@aws-sdk/client-eventbridge";
import { expect, test } from "vitest";
import type { KernelOptions } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { startEventBridge } from "./support.ts";

const BUS = "arn:aws:events:us-east-1:000000000000:event-bus/default";
const ARCHIVE = "arn:aws:events:us-east-1:000000000000:archive/shop";
const START = Date.UTC(2026, 0, 1);

async function withArchive(options: KernelOptions = {}) {
  const started = startEventBridge(options);
  const { client, kernel, queue, clock } = started;
  await client.send(
    new CreateArchiveCommand({
      ArchiveName: "shop",
      EventSourceArn: BUS,
      EventPattern: '{"source":["shop"]}',
    }),
  );
  for (const name of ["one", "two"]) {
    await client.send(new PutRuleCommand({ Name: name, EventPattern: '{"source":["shop","other"]}' }));
    await client.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "q", Arn: queue(name) }] }));
  }
  const put = async (n: number, Source = "shop"): Promise<void> => {
    const entry = { Source, DetailType: "x", Detail: JSON.stringify({ n }) };
    await client.send(new PutEventsCommand({ Entries: [entry] }));
    await kernel.activity.idle();
    clock.advance(1_000);
  };
  return { ...started, put };
}

const replay = (name: string, more: object = {}, destination: object = {}) =>
  new StartReplayCommand({
    ReplayName: name,
    EventSourceArn: ARCHIVE,
    EventStartTime: new Date(START),
    EventEndTime: new Date(START + 3_600_000),
    Destination: { Arn: BUS, ...destination },
    ...more,
  });

test("an archive keeps what matches its pattern, and counts it", async () => {
  const { client, put } = await withArchive();
  await put(1);
  await put(2, "other");
  await put(3);
  const described = await client.send(new DescribeArchiveCommand({ ArchiveName: "shop" }));
  expect(described).toMatchObject({
    ArchiveArn: ARCHIVE,
    EventSourceArn: BUS,
    State: "ENABLED",
    EventCount: 2,
    RetentionDays: 0,
  });
  expect(described.SizeBytes).toBeGreaterThan(300);
  const listed = await client.send(new ListArchivesCommand({ NamePrefix: "sh" }));
  expect(listed.Archives?.map(({ ArchiveName }) => ArchiveName)).toEqual(["shop"]);
});

test("an archive forgets events after its retention", async () => {
  const { client, clock, put } = await withArchive();
  await put(1);
  await client.send(new UpdateArchiveCommand({ ArchiveName: "shop", RetentionDays: 2 }));
  clock.advance(86_400_000);
  await put(2);
  clock.advance(86_400_000);
  const described = await client.send(new DescribeArchiveCommand({ ArchiveName: "shop" }));
  expect(described.EventCount).toBe(1);
});

test("a replay sends the events of its time again, in order, marked, and does not archive them twice", async () => {
  const { client, kernel, inbox, put, queue } = await withArchive();
  for (const n of [1, 2, 3, 4]) await put(n);
  inbox.received.length = 0;
  const started = await client.send(
    replay("again", { EventStartTime: new Date(START + 1_000), EventEndTime: new Date(START + 2_000) }),
  );
  expect(started).toMatchObject({ State: "STARTING" });
  await kernel.activity.idle();
  const marked = [2, 3].map((n) => ({ detail: { n }, "replay-name": "again", source: "shop" }));
  expect(inbox.inputs(queue("one"))).toMatchObject(marked);
  expect(inbox.inputs(queue("two"))).toMatchObject(marked);
  expect(await client.send(new DescribeReplayCommand({ ReplayName: "again" }))).toMatchObject({
    State: "COMPLETED",
    EventLastReplayedTime: new Date(START + 2_000),
    Destination: { Arn: BUS },
  });
  expect(await client.send(new DescribeArchiveCommand({ ArchiveName: "shop" }))).toMatchObject({
    EventCount: 4,
  });
});

test("a replay may be limited to some rules", async () => {
  const { client, kernel, inbox, put, queue } = await withArchive();
  await put(1);
  inbox.received.length = 0;
  const rule = "arn:aws:events:us-east-1:000000000000:rule/two";
  await client.send(replay("again", {}, { FilterArns: [rule] }));
  await kernel.activity.idle();
  expect(inbox.received.map(({ arn }) => arn)).toEqual([queue("two")]);
});

test("a running replay can be cancelled, a finished one cannot", async () => {
  const { client, kernel, inbox, put } = await withArchive();
  await put(1);
  inbox.received.length = 0;
  await Promise.all([
    client.send(replay("again")),
    client.send(new CancelReplayCommand({ ReplayName: "again" })).catch(() => {}),
  ]);
  await kernel.activity.idle();
  const { State } = await client.send(new DescribeReplayCommand({ ReplayName: "again" }));
  expect(["CANCELLED", "COMPLETED"]).toContain(State);
  await expect(client.send(new CancelReplayCommand({ ReplayName: "again" }))).rejects.toMatchObject({
    name: "IllegalStatusException",
  });
  const listed = await client.send(new ListReplaysCommand({ EventSourceArn: ARCHIVE }));
  expect(listed.Replays).toHaveLength(1);
});

test("a replay with a wrong source, destination, time or name is refused", async () => {
  const { client } = await withArchive();
  const end = { EventEndTime: new Date(START) };
  await expect(client.send(replay("r", end))).rejects.toThrow("EventStartTime must be before EventEndTime");
  await expect(client.send(replay("r", { EventSourceArn: `${ARCHIVE}x` }))).rejects.toThrow(
    "Archive shopx does not exist.",
  );
  const rule = { Arn: "arn:aws:events:us-east-1:000000000000:rule/one" };
  await expect(client.send(replay("r", {}, rule))).rejects.toThrow("Must contain an event bus ARN.");
  await client.send(replay("r"));
  await expect(client.send(replay("r"))).rejects.toMatchObject({ name: "ResourceAlreadyExistsException" });
});

test("archive and replay survive a crash; a replay that was cut off goes on where it stood", async () => {
  const folder = mkdtempSync(join(tmpdir(), "events-"));
  try {
    let data = join(folder, "before");
    const before = await withArchive({ data });
    for (let n = 0; n < 120; n += 1) {
      const entry = { Source: "shop", DetailType: "x", Detail: JSON.stringify({ n }) };
      await before.client.send(new PutEventsCommand({ Entries: [entry] }));
    }
    await before.kernel.activity.idle();
    before.inbox.received.length = 0;
    await before.client.send(replay("again"));
    // A killed process leaves the current content of the disk. Closing the store would write more.
    cpSync(data, join(folder, "after"), { recursive: true });
    data = join(folder, "after");
    before.kernel.store.close();
    const sent = new Set(before.inbox.inputs(before.queue("one")).map((input) => (input as Detail).detail.n));
    expect(sent.size).toBeLessThan(120);

    const after = startEventBridge({ data });
    after.clock.advance(1);
    await after.kernel.activity.idle();
    const archived = await after.client.send(new DescribeArchiveCommand({ ArchiveName: "shop" }));
    expect(archived.EventCount).toBe(120);
    for (const input of after.inbox.inputs(after.queue("one"))) sent.add((input as Detail).detail.n);
    expect(sent.size).toBe(120);
    await after.client.send(new DeleteArchiveCommand({ ArchiveName: "shop" }));
    after.kernel.store.close();

    const later = startEventBridge({ data });
    await expect(
      later.client.send(new DescribeArchiveCommand({ ArchiveName: "shop" })),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    later.kernel.store.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

interface Detail {
  detail: { n: number };
}
