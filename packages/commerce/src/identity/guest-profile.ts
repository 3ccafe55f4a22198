import { Entity } from "electrodb";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { isGuest } from "./guest-tokens.ts";
import { profile } from "./profile.ts";

/** Where mail about a guest's order goes. */
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

/** Where mail to a customer goes, and how to call them: by their account, or as a guest. */
export async function addressee(customerId: string): Promise<{ email: string; name: string }> {
  if (!isGuest(customerId)) return profile(customerId);
  const { data } = await GuestEntity.get({ guestId: customerId }).go(electroOptions);
  if (!data) throw new Error("There is no such guest.");
  return { email: data.email, name: "there" };
}
