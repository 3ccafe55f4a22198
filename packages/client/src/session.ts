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

/** The session as one request carries it. */
export interface Carried {
  headers: Record<string, string>;
  /** Grows whenever a session begins or ends, so that no request acts for the next person. */
  epoch: number;
  /** Grows whenever the session is renewed. */
  renewals: number;
}

/** The session that requests carry. */
export interface Session {
  carried(): Promise<Carried>;
  /** False once another session has begun, or the session has ended. */
  isCurrent(carried: Carried): boolean;
  /** The body for a call that ends or renews the session. */
  refreshToken(): Promise<string | undefined>;
  /** Notes the answer to a request, which may begin, renew or end a session. */
  note(path: string, answer: unknown, carried: Carried): Promise<void>;
  /**
   * Renews the session of a refused request, once for all of them. Returns undefined when it cannot
   * be renewed, or is not the current session any more.
   */
  renew(refused: Carried): Promise<Carried | undefined>;
}

/** Makes the call that renews the session. */
type Refresh = (body: { refreshToken?: string | undefined }, signal: AbortSignal) => Promise<unknown>;

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

/**
 * @param isEnd tells whether an error of `refresh` means the end of the session
 * @param changed is called whenever a session begins or ends
 */
export function sessionOf(
  carrier: Carrier,
  refresh: Refresh,
  isEnd: (error: unknown) => boolean,
  changed: () => void,
): Session {
  let epoch = 0;
  let renewals = 0;
  let running: { renewal: Promise<void>; stop: AbortController } | undefined;

  /** A renewal of the former session stops, since its answer would set cookies. */
  function nextEpoch() {
    epoch += 1;
    running?.stop.abort();
    running = undefined;
    changed();
  }

  /** A request that is sent during the write belongs to neither session. */
  async function change(write: () => Promise<void>) {
    nextEpoch();
    await write().finally(nextEpoch);
  }

  async function carried(): Promise<Carried> {
    const at = { epoch, renewals };
    const headers = await carrier.headers();
    // Another session began while the store was read: without a token, the API refuses the call.
    return { ...at, headers: epoch === at.epoch ? headers : {} };
  }

  async function renewNow(signal: AbortSignal) {
    if (!(await carrier.renewable())) return;
    try {
      await refresh({ refreshToken: await carrier.refreshToken() }, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!isEnd(error)) throw error;
      await change(() => carrier.forget());
    }
  }

  function startRenewal() {
    const stop = new AbortController();
    const renewal = renewNow(stop.signal).finally(() => {
      if (running?.stop !== stop) return;
      running = undefined;
      renewals += 1;
    });
    return { renewal, stop };
  }

  const isCurrent = (of: Carried) => of.epoch === epoch;

  return {
    carried,
    isCurrent,
    refreshToken: () => carrier.refreshToken(),
    async note(path, answer, of) {
      const hasTokens = typeof answer === "object" && answer !== null && "expiresIn" in answer;
      const renews = path === "/auth/refresh";
      if (hasTokens && !renews) return change(() => carrier.keep(answer));
      if (!isCurrent(of)) return;
      if (hasTokens) await carrier.keep(answer);
      else if (ENDS.has(path)) await change(() => carrier.forget());
    },
    async renew(refused) {
      if (!isCurrent(refused)) return undefined;
      // Another call may have renewed the session since.
      if (refused.renewals === renewals) await (running ??= startRenewal()).renewal;
      if (!(await carrier.renewable())) return undefined;
      const now = await carried();
      return isCurrent(refused) ? now : undefined;
    },
  };
}
