import type { Kernel } from "../kernel/kernel.ts";
import { meterCalls } from "../kernel/metered.ts";
import type { Service } from "../kernel/wire.ts";
import type { Lambda } from "../lambda/index.ts";
import { Input } from "../protocols/input.ts";
import { type Action, jsonService } from "../protocols/json.ts";
import { defineClient } from "./actions/clients.ts";
import { defineGroup } from "./actions/groups.ts";
import { definePool } from "./actions/pools.ts";
import { Codes, type Mail } from "./codes.ts";
import type { CognitoContext } from "./context.ts";
import { userNotFound } from "./errors.ts";
import { OPERATIONS } from "./operations.ts";
import { type ScryptCost, SecretHasher } from "./passwords.ts";
import { acceptableCode } from "./software-token.ts";
import { HourlyLimit, SignInLockout } from "./state/attempt-limits.ts";
import { Challenges } from "./state/challenges.ts";
import { Directory } from "./state/directory.ts";
import { RefreshFamilies } from "./state/refresh-families.ts";
import { type PublicJwk, SigningKeys } from "./tokens/signing-keys.ts";
import { TokenIssuer } from "./tokens/token-issuer.ts";

export type { Mail, Message } from "./codes.ts";
export type { ScryptCost } from "./passwords.ts";
export type { PreTokenEvent } from "./tokens/pre-token.ts";

export interface CognitoOptions {
  /**
   * Delivers codes and invitations. The caller learns of a rejection where that reveals nothing
   * about accounts.
   */
  mail: Mail;
  /** Runs the pre token generation trigger. Required by pools that configure one. */
  lambda?: Lambda;
  /** Cost of password and code hashes; the default takes about 50 ms. */
  scrypt?: ScryptCost;
}

/** User pools: the identity-provider API of Cognito. */
export class Cognito {
  readonly service: Service;
  readonly #context: CognitoContext;

  constructor(kernel: Kernel, { mail, lambda, scrypt }: CognitoOptions) {
    const directory = new Directory(kernel);
    const hasher = new SecretHasher(scrypt);
    const hourly = new HourlyLimit(kernel);
    const keys = new SigningKeys();
    const context: CognitoContext = {
      kernel,
      directory,
      hasher,
      hourly,
      lockout: new SignInLockout(kernel),
      codes: new Codes(kernel, directory, hasher, hourly, mail),
      challenges: new Challenges(kernel),
      families: new RefreshFamilies(kernel),
      keys,
      issuer: new TokenIssuer(kernel, directory, keys, lambda),
    };
    this.#context = context;
    const actions: Record<string, Action> = {};
    for (const [name, operation] of Object.entries(OPERATIONS)) {
      actions[name] = (members) => operation(context, new Input(members, "InvalidParameterException"));
    }
    const target = "AWSCognitoIdentityProviderService";
    this.service = meterCalls(
      kernel,
      jsonService({ name: "cognito-idp", target, version: "1.1", actions }),
      actions,
    );
  }

  /**
   * Creates the pool `id` with these settings (the members of CreateUserPool), or updates it. An
   * existing pool keeps its users and keys.
   */
  definePool({ id, ...settings }: { id: string } & Record<string, unknown>): Promise<void> {
    return definePool(this.#context, id, settings);
  }

  /** Creates or updates the client with these settings (the members of CreateUserPoolClient). */
  defineClient({
    poolId,
    clientId,
    clientSecret,
    ...settings
  }: { poolId: string; clientId: string; clientSecret?: string } & Record<string, unknown>): Promise<void> {
    return defineClient(this.#context, { poolId, clientId, clientSecret }, settings);
  }

  /** Creates the group unless the pool has it. */
  async defineGroup(group: { poolId: string; name: string; precedence?: number }): Promise<void> {
    await defineGroup(this.#context, group);
  }

  /** The response of `GET /{poolId}/.well-known/jwks.json`. */
  jwks(poolId: string): { keys: PublicJwk[] } {
    return this.#context.keys.jwks(this.#context.directory.pool(poolId));
  }

  /**
   * The next TOTP code that the user's sign-in would accept; undefined without an authenticator.
   * Demo pages show it in place of a phone.
   */
  totpCode(poolId: string, username: string): string | undefined {
    const user = this.#context.directory.findUser(poolId, username);
    if (!user) throw userNotFound();
    return acceptableCode(user, this.#context.kernel.clock.now());
  }
}
