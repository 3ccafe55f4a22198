import type { CreateEmailIdentityResponse, GetEmailIdentityResponse } from "@aws-sdk/client-sesv2";
import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import { Input } from "../../protocols/input.ts";
import type { Identities } from "../state/identities.ts";

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html */
export async function createEmailIdentity(
  kernel: Kernel,
  identities: Identities,
  members: Record<string, unknown>,
): Promise<CreateEmailIdentityResponse> {
  const name = identityOf(members);
  if (identities.has(name)) {
    throw new AwsError("AlreadyExistsException", `Email identity ${name} already exist.`);
  }
  identities.add(name);
  await kernel.store.durable();
  return { IdentityType: typeOf(name), VerifiedForSendingStatus: true };
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html */
export function getEmailIdentity(
  identities: Identities,
  members: Record<string, unknown>,
): GetEmailIdentityResponse {
  const name = identityOf(members);
  if (!identities.has(name)) {
    throw new AwsError("NotFoundException", `Email identity ${name} does not exist.`, { status: 404 });
  }
  return {
    IdentityType: typeOf(name),
    VerifiedForSendingStatus: true,
    VerificationStatus: "SUCCESS",
    FeedbackForwardingStatus: true,
  };
}

function identityOf(members: Record<string, unknown>): string {
  return new Input(members, "BadRequestException").text("EmailIdentity", { min: 1, max: 320 });
}

function typeOf(identity: string): "EMAIL_ADDRESS" | "DOMAIN" {
  return identity.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN";
}
