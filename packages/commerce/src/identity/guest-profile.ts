import { Entity } from "electrodb";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { isGuest } from "./guest-tokens.ts";
import { profile } from "./profile.ts";

/** The email address of a guest, for mails about the order. */
export const GuestEntity = new Entity(
  {
    model: { service: "tradewind", entity: "guest", version: "1" },
    attributes: {
      guestId: { type: "string", required: true },
      email: { type: "string", required: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["guestId"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

/** The email address and name of a customer: of the account, or of the guest. */
export async function addressee(customerId: string): Promise<{ email: string; name: string }> {
  if (!isGuest(customerId)) return profile(customerId);
  const { data } = await GuestEntity.get({ guestId: customerId }).go(electroOptions);
  if (!data) throw new Error("There is no such guest.");
  return { email: data.email, name: "there" };
}
