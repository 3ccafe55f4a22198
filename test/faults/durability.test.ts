import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { LocalCloud } from "@tradewind/local-cloud";
import { writeUntilKilled } from "../soak/kills.ts";
import { ITEMS, keyOf, Ledger, setUp } from "../soak/ledger.ts";
import { tearLog } from "../soak/torn-log.ts";

const KILLS = 4;

it("kill -9 loses nothing that was acknowledged, and leaves no half transaction", async () => {
  const data = mkdtempSync(join(tmpdir(), "killed-"));
  const ledger = new Ledger();
  try {
    for (let seed = 1; seed <= KILLS; seed += 1) {
      expect(await writeUntilKilled(data, ledger, seed), `seed ${seed}`).toEqual([]);
    }
    expect(ledger.acknowledgements).toBeGreaterThan(KILLS);
  } finally {
    rmSync(data, { recursive: true });
  }
});

it("the comparison sees a lost write of each kind, and half a transaction", async () => {
  const data = mkdtempSync(join(tmpdir(), "lost-"));
  try {
    const cloud = new LocalCloud({ data });
    await setUp(cloud);
    const Item = { ...keyOf("part 0 7", 0), transaction: { S: "7" } };
    await cloud.call("dynamodb", "PutItem", { TableName: ITEMS, Item });
    await cloud.stop();

    const ledger = new Ledger();
    for (const line of ["item 1", "transaction 2", "message 3", "event 4"]) ledger.note(line);
    expect(await ledger.check(data)).toEqual([
      "item 1 was acknowledged and is lost",
      "transaction 2 was acknowledged and is lost",
      "transaction 7 has 1 of 3 items",
      "message 3 was acknowledged and is lost",
      "event 4 was acknowledged and is lost",
    ]);
  } finally {
    rmSync(data, { recursive: true });
  }
});

it("a log that was cut anywhere in its last commits gives back those that are whole", async () => {
  const { problems, cuts } = await tearLog(6, false);
  expect(problems).toEqual([]);
  expect(cuts).toBeGreaterThan(100);
});
