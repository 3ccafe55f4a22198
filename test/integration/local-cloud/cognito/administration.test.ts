import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUpdateUserAttributesCommand,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListGroupsCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserAttributesCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { CLIENT, claimsOf, openShop, PASSWORD, POOL, refusal, type Shop } from "./support.ts";

const EMAIL = "ada@example.com";
const emailOf = (attributes: { Name?: string | undefined; Value?: string | undefined }[] | undefined) =>
  attributes?.find(({ Name }) => Name === "email")?.Value;

describe("user pools", () => {
  it("are created with AWS's defaults, described and listed", async () => {
    const { sdk } = await openShop();
    const { UserPool } = await sdk.send(new CreateUserPoolCommand({ PoolName: "staff" }));
    expect(UserPool?.Id).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/);
    expect(UserPool).toMatchObject({
      Name: "staff",
      Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPool?.Id}`,
      MfaConfiguration: "OFF",
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
      },
    });
    const described = await sdk.send(new DescribeUserPoolCommand({ UserPoolId: UserPool?.Id }));
    expect(described.UserPool).toEqual(UserPool);
    const { UserPools } = await sdk.send(new ListUserPoolsCommand({ MaxResults: 10 }));
    expect(UserPools?.map(({ Id }) => Id)).toEqual([POOL, UserPool?.Id]);
  });

  it("take new settings, and keep what can only be chosen at creation", async () => {
    const { sdk } = await openShop();
    const PasswordPolicy = { MinimumLength: 12 };
    await sdk.send(new UpdateUserPoolCommand({ UserPoolId: POOL, Policies: { PasswordPolicy } }));
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    const mfa = { UserPoolId: POOL, SoftwareTokenMfaConfiguration, MfaConfiguration: "ON" } as const;
    await sdk.send(new SetUserPoolMfaConfigCommand(mfa));
    const { UserPool } = await sdk.send(new DescribeUserPoolCommand({ UserPoolId: POOL }));
    expect(UserPool?.Policies?.PasswordPolicy).toMatchObject({ MinimumLength: 12, RequireSymbols: false });
    expect(UserPool?.UsernameAttributes).toEqual(["email"]);
    expect(UserPool?.MfaConfiguration).toBe("ON");
  });

  it("are defined under fixed ids as often as one likes, keeping users and keys", async () => {
    const shop = await openShop();
    await shop.addUser(EMAIL);
    const keys = shop.cognito.jwks(POOL);
    await shop.cognito.definePool({ id: POOL, UsernameAttributes: ["email"], MfaConfiguration: "ON" });
    expect(shop.cognito.jwks(POOL)).toEqual(keys);
    expect((await shop.signIn(EMAIL)).ChallengeName).toBe("MFA_SETUP");
  });

  it("refuse what the local cloud would have to ignore", async () => {
    const { sdk } = await openShop();
    const settings = [
      { AliasAttributes: ["email"] as "email"[] },
      { UsernameAttributes: ["phone_number"] as "phone_number"[] },
      { LambdaConfig: { PreSignUp: "arn:aws:lambda:us-east-1:000000000000:function:x" } },
    ];
    for (const setting of settings) {
      const create = new CreateUserPoolCommand({ PoolName: "other", ...setting });
      expect(await refusal(sdk.send(create))).toMatch(/^InvalidParameterException: .*not supported/);
    }
  });

  it("that do not exist are missed by name", async () => {
    const { sdk } = await openShop();
    const describe = new DescribeUserPoolCommand({ UserPoolId: "us-east-1_None" });
    expect(await refusal(sdk.send(describe))).toBe(
      "ResourceNotFoundException: User pool us-east-1_None does not exist.",
    );
  });
});

describe("app clients", () => {
  it("are created with AWS's defaults, and with a secret when asked", async () => {
    const { sdk } = await openShop();
    const create = { UserPoolId: POOL, ClientName: "web" };
    const { UserPoolClient } = await sdk.send(new CreateUserPoolClientCommand(create));
    expect(UserPoolClient).toMatchObject({
      ClientName: "web",
      EnableTokenRevocation: true,
      RefreshTokenValidity: 30,
      AuthSessionValidity: 3,
      ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
    });
    expect(UserPoolClient?.ClientSecret).toBeUndefined();
    const secret = await sdk.send(new CreateUserPoolClientCommand({ ...create, GenerateSecret: true }));
    expect(secret.UserPoolClient?.ClientSecret).toMatch(/^[a-z0-9]{51}$/);
  });

  it("are updated as a whole", async () => {
    const { sdk } = await openShop();
    const client = { UserPoolId: POOL, ClientId: CLIENT };
    await sdk.send(new UpdateUserPoolClientCommand({ ...client, AuthSessionValidity: 10 }));
    const { UserPoolClient } = await sdk.send(new DescribeUserPoolClientCommand(client));
    expect(UserPoolClient).toMatchObject({ AuthSessionValidity: 10, PreventUserExistenceErrors: "LEGACY" });
    expect(UserPoolClient?.RefreshTokenRotation).toBeUndefined();
  });

  it("cannot rotate refresh tokens and keep REFRESH_TOKEN_AUTH, nor make tokens outlive their family", async () => {
    const { sdk } = await openShop();
    const create = (settings: object) =>
      refusal(
        sdk.send(new CreateUserPoolClientCommand({ UserPoolId: POOL, ClientName: "web", ...settings })),
      );
    const rotating = {
      RefreshTokenRotation: { Feature: "ENABLED" },
      ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    };
    expect(await create(rotating)).toMatch(/^InvalidParameterException: ALLOW_REFRESH_TOKEN_AUTH/);
    const TokenValidityUnits = { RefreshToken: "hours", AccessToken: "minutes" };
    for (const settings of [
      { RefreshTokenValidity: 1, AccessTokenValidity: 61, TokenValidityUnits },
      { AccessTokenValidity: 4, TokenValidityUnits },
      { AccessTokenValidity: 25 },
    ]) {
      expect(await create(settings)).toMatch(/^InvalidParameterException/);
    }
  });

  it("show and take only the attributes they may", async () => {
    const ReadAttributes = ["email"];
    const shop = await openShop({ client: { ReadAttributes, WriteAttributes: ["locale"] } });
    await shop.addUser(EMAIL);
    const { AccessToken, IdToken } = await shop.tokens(EMAIL);
    expect(claimsOf(IdToken)).not.toHaveProperty("name");
    const { UserAttributes } = await shop.sdk.send(new GetUserCommand({ AccessToken }));
    expect(UserAttributes?.map(({ Name }) => Name).toSorted()).toEqual(["email", "sub"]);
    const write = (Name: string) =>
      refusal(
        shop.sdk.send(
          new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value: "x" }] }),
        ),
      );
    expect(await write("locale")).toBe("accepted");
    expect(await write("name")).toBe(
      "NotAuthorizedException: A client attempted to write unauthorized attribute",
    );
  });

  it("that do not exist are missed by name", async () => {
    const { sdk } = await openShop();
    const signIn = new InitiateAuthCommand({ AuthFlow: "USER_PASSWORD_AUTH", ClientId: "none" });
    expect(await refusal(sdk.send(signIn))).toBe(
      "ResourceNotFoundException: User pool client none does not exist.",
    );
  });
});

describe("groups", () => {
  it("are joined, listed both ways and left", async () => {
    const shop = await openShop();
    await shop.addUser(EMAIL);
    const user = { UserPoolId: POOL, Username: EMAIL };
    for (const GroupName of ["customer", "support"]) {
      await shop.sdk.send(new CreateGroupCommand({ UserPoolId: POOL, GroupName }));
      await shop.sdk.send(new AdminAddUserToGroupCommand({ ...user, GroupName }));
    }
    const groupsOf = async () =>
      (await shop.sdk.send(new AdminListGroupsForUserCommand(user))).Groups?.map(
        ({ GroupName }) => GroupName,
      );
    const usersOf = async (GroupName: string) =>
      (await shop.sdk.send(new ListUsersInGroupCommand({ UserPoolId: POOL, GroupName }))).Users?.map((one) =>
        emailOf(one.Attributes),
      );
    expect(await groupsOf()).toEqual(["customer", "support"]);
    expect(await usersOf("support")).toEqual([EMAIL]);
    await shop.sdk.send(new AdminRemoveUserFromGroupCommand({ ...user, GroupName: "support" }));
    expect(await groupsOf()).toEqual(["customer"]);
    expect(await usersOf("support")).toEqual([]);
    await shop.sdk.send(new AdminDeleteUserCommand(user));
    expect(await usersOf("customer")).toEqual([]);
  });

  it("exist once, and must exist to be joined", async () => {
    const shop = await openShop();
    await shop.addUser(EMAIL);
    const group = { UserPoolId: POOL, GroupName: "admin" };
    await shop.cognito.defineGroup({ poolId: POOL, name: "admin", precedence: 1 });
    await shop.cognito.defineGroup({ poolId: POOL, name: "admin", precedence: 0 });
    const { Groups } = await shop.sdk.send(new ListGroupsCommand({ UserPoolId: POOL }));
    expect(Groups).toMatchObject([{ GroupName: "admin", Precedence: 0 }]);
    expect(await refusal(shop.sdk.send(new CreateGroupCommand(group)))).toMatch(/^GroupExistsException/);
    const join = new AdminAddUserToGroupCommand({ UserPoolId: POOL, Username: EMAIL, GroupName: "none" });
    expect(await refusal(shop.sdk.send(join))).toBe("ResourceNotFoundException: Group not found.");
  });
});

describe("listing users", () => {
  async function crowd(): Promise<Shop> {
    const shop = await openShop();
    for (const name of ["ada", "adele", "grace", "alan", "edsger"]) await shop.addUser(`${name}@example.com`);
    return shop;
  }
  const found = async (shop: Shop, Filter: string) => {
    const { Users } = await shop.sdk.send(new ListUsersCommand({ UserPoolId: POOL, Filter }));
    return Users?.map((user) => emailOf(user.Attributes)?.split("@")[0]);
  };

  it("goes page by page through everybody once", async () => {
    const shop = await crowd();
    const seen: (string | undefined)[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await shop.sdk.send(new ListUsersCommand({ UserPoolId: POOL, Limit: 2, PaginationToken }));
      seen.push(...(page.Users ?? []).map((user) => emailOf(user.Attributes)));
      ({ PaginationToken } = page);
    } while (PaginationToken !== undefined);
    expect(seen.map((email) => email?.split("@")[0])).toEqual(["ada", "adele", "grace", "alan", "edsger"]);
  });

  it("filters by equality and by prefix", async () => {
    const shop = await crowd();
    expect(await found(shop, 'email = "GRACE@example.com"')).toEqual(["grace"]);
    expect(await found(shop, 'email ^= "ad"')).toEqual(["ada", "adele"]);
    expect(await found(shop, 'cognito:user_status = "CONFIRMED"')).toHaveLength(5);
    expect(await found(shop, 'status = "Disabled"')).toEqual([]);
    const wrong = new ListUsersCommand({ UserPoolId: POOL, Filter: "email > 5" });
    expect(await refusal(shop.sdk.send(wrong))).toMatch(/^InvalidParameterException/);
  });
});

describe("changing one's address", () => {
  const change = (shop: Shop, AccessToken: string | undefined, Value: string) =>
    shop.sdk.send(
      new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: "email", Value }] }),
    );

  it("sends a code to the new one, and until it is entered the old one stays, where the pool wants that", async () => {
    const UserAttributeUpdateSettings = { AttributesRequireVerificationBeforeUpdate: ["email"] };
    const shop = await openShop({ pool: { UserAttributeUpdateSettings } });
    await shop.addUser(EMAIL);
    const { AccessToken } = await shop.tokens(EMAIL);
    const { CodeDeliveryDetailsList } = await change(shop, AccessToken, "countess@example.org");
    expect(CodeDeliveryDetailsList?.[0]?.Destination).toBe("c***@e***");
    expect(await shop.whoAmI(AccessToken)).toBe(EMAIL);
    const Code = await shop.codeFor("countess@example.org");
    await shop.sdk.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code }));
    expect(await shop.whoAmI(AccessToken)).toBe("countess@example.org");
    expect(await refusal(shop.signIn("countess@example.org"))).toBe("accepted");
    expect(await refusal(shop.signIn(EMAIL))).toMatch(/^NotAuthorizedException/);
  });

  it("leaves the new one unverified until the code is entered", async () => {
    const shop = await openShop();
    await shop.addUser(EMAIL);
    const { AccessToken } = await shop.tokens(EMAIL);
    await change(shop, AccessToken, "countess@example.org");
    const verified = async () =>
      claimsOf((await shop.tokens("countess@example.org")).IdToken)["email_verified"];
    expect(await verified()).toBe(false);
    const Code = await shop.codeFor("countess@example.org");
    await shop.sdk.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code }));
    expect(await verified()).toBe(true);
  });

  it("cannot take somebody else's", async () => {
    const shop = await openShop();
    await shop.addUser(EMAIL);
    await shop.addUser("grace@example.com");
    const { AccessToken } = await shop.tokens(EMAIL);
    const taken = "AliasExistsException: An account with the email already exists.";
    expect(await refusal(change(shop, AccessToken, "Grace@example.com"))).toBe(taken);
    const UserAttributes = [{ Name: "email", Value: "grace@example.com" }];
    const byAdmin = new AdminUpdateUserAttributesCommand({
      UserPoolId: POOL,
      Username: EMAIL,
      UserAttributes,
    });
    expect(await refusal(shop.sdk.send(byAdmin))).toBe(taken);
  });
});

describe("custom attributes", () => {
  it("are the server's alone unless the client lists them", async () => {
    const Schema = [{ Name: "mfaSince", AttributeDataType: "String" }];
    const shop = await openShop({ pool: { Schema } });
    await shop.addUser(EMAIL);
    const UserAttributes = [{ Name: "custom:mfaSince", Value: "1800000000" }];
    const user = { UserPoolId: POOL, Username: EMAIL };
    await shop.sdk.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes }));
    const { AccessToken, IdToken } = await shop.tokens(EMAIL);
    expect(claimsOf(IdToken)).not.toHaveProperty("custom:mfaSince");
    const write = new UpdateUserAttributesCommand({ AccessToken, UserAttributes });
    expect(await refusal(shop.sdk.send(write))).toBe(
      "NotAuthorizedException: A client attempted to write unauthorized attribute",
    );
  });
});

describe("pools with usernames and custom attributes", () => {
  it("let users sign in by name, and keep what the schema declares", async () => {
    const shop = await openShop({
      pool: {
        UsernameAttributes: [],
        Schema: [
          { Name: "tier", AttributeDataType: "String", Mutable: true },
          { Name: "joined", AttributeDataType: "String", Mutable: false },
        ],
      },
    });
    const user = { UserPoolId: POOL, Username: "ada" };
    const created = new AdminCreateUserCommand({
      ...user,
      TemporaryPassword: PASSWORD,
      UserAttributes: [
        { Name: "custom:tier", Value: "gold" },
        { Name: "custom:joined", Value: "1843" },
      ],
    });
    expect((await shop.sdk.send(created)).User?.Username).toBe("ada");
    expect((await shop.signIn("ada")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const update = (Name: string, Value: string) =>
      refusal(
        shop.sdk.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes: [{ Name, Value }] })),
      );
    expect(await update("custom:tier", "silver")).toBe("accepted");
    expect(await update("custom:joined", "1844")).toMatch(/^InvalidParameterException/);
    const { UserAttributes } = await shop.sdk.send(new AdminGetUserCommand(user));
    expect(UserAttributes).toContainEqual({ Name: "custom:tier", Value: "silver" });
  });
});
