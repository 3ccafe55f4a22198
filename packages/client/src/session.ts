import type { Tokens } from "./generated/api.ts";

/** A guest's session has no refresh token: it ends with its access token. */
export type SessionTokens = Pick<Tokens, "accessToken" | "expiresIn"> & Partial<Tokens>;

/** Keeps the tokens of a session: in memory by default, in an app in the phone's key store. */
export interface TokenStore {
  read(): Promise<SessionTokens | undefined> | SessionTokens | undefined;
  /** Undefined when the session has ended. */
  write(tokens: SessionTokens | undefined): Promise<void> | void;
}

export function inMemory(): TokenStore {
  let kept: SessionTokens | undefined;
  return {
    read: () => kept,
    write: (tokens) => {
      kept = tokens;
    },
  };
}

/** The session that requests carry. */
export interface Session {
  /** Headers of a request that acts for the session, and the session's state at this moment. */
  headers(): Promise<{ headers: Record<string, string>; state: number }>;
  /** The body for a call that ends or renews the session. */
  refreshToken(): Promise<string | undefined>;
  /** Notes an answer. Returns true if it began or ended a session. */
  note(path: string, answer: unknown): Promise<boolean>;
  /**
   * Renews the session, once for all calls that were refused in `state`. Returns false when there
   * is no session to renew.
   */
  renew(state: number): Promise<boolean>;
}

/** Makes the call that renews the session. */
type Refresh = (body: { refreshToken?: string | undefined }) => Promise<unknown>;

/** Calls that end all sessions of the account. */
const ENDS = new Set(["/auth/sign-out", "/auth/sign-out-everywhere", "/auth/password", "/auth/mfa/confirm"]);

interface Carrier {
  headers(): Promise<Record<string, string>>;
  /** True if there may be a session that can be renewed. */
  renewable(): Promise<boolean>;
  refreshToken(): Promise<string | undefined>;
  keep(answer: object): Promise<void>;
  forget(): Promise<void>;
}

/** Tokens that this client holds itself. */
export function bearerTokens(store: TokenStore): Carrier {
  return {
    async headers() {
      const tokens = await store.read();
      return tokens ? { authorization: `Bearer ${tokens.accessToken}` } : {};
    },
    renewable: async () => (await store.read())?.refreshToken !== undefined,
    refreshToken: async () => (await store.read())?.refreshToken,
    keep: async (answer) => {
      if ("accessToken" in answer) await store.write(answer as SessionTokens);
    },
    forget: async () => store.write(undefined),
  };
}

/** Tokens in cookies that scripts cannot read. */
export function browserCookies(header: string, value: string): Carrier {
  // Another page may have signed in, so the first refused call tries to renew.
  let mayExist = true;
  return {
    headers: async () => ({ [header]: value }),
    renewable: async () => mayExist,
    refreshToken: async () => undefined,
    keep: async () => {
      mayExist = true;
    },
    forget: async () => {
      mayExist = false;
    },
  };
}

export function sessionOf(carrier: Carrier, refresh: Refresh, isEnd: (error: unknown) => boolean): Session {
  let state = 0;
  let renewing: Promise<boolean> | undefined;

  async function renewNow(): Promise<boolean> {
    if (!(await carrier.renewable())) return false;
    try {
      await refresh({ refreshToken: await carrier.refreshToken() });
      return true;
    } catch (error) {
      if (!isEnd(error)) throw error;
      await carrier.forget();
      return false;
    } finally {
      state += 1;
    }
  }

  return {
    headers: async () => ({ state, headers: await carrier.headers() }),
    refreshToken: () => carrier.refreshToken(),
    async note(path, answer) {
      const begins = typeof answer === "object" && answer !== null && "expiresIn" in answer;
      if (begins) await carrier.keep(answer);
      else if (ENDS.has(path)) await carrier.forget();
      else return false;
      return path !== "/auth/refresh";
    },
    async renew(refusedIn) {
      // Another call has renewed the session since.
      if (refusedIn !== state) return carrier.renewable();
      renewing ??= renewNow().finally(() => {
        renewing = undefined;
      });
      return renewing;
    },
  };
}
