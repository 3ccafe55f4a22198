import { DEMO_PASSWORD, demoAccounts } from "../seed/demo-accounts.ts";

/**
 * A page on which newcomers sign in to the demo accounts without an authenticator: it shows the
 * accounts' codes. It calls the shop's API like every page of the shop: the session is in cookies.
 */
export function signInPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to Tradewind</title>
<style>
  body { font-family: sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; line-height: 1.5; color: #222 }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .5em 1em .5em 0; border-bottom: 1px solid #ddd }
  th { font-weight: normal; color: #666; font-size: .9em }
  .code { font-family: monospace; font-size: 1.3em; letter-spacing: .1em }
  form { margin: 1.5em 0; display: grid; grid-template-columns: 7em 16em; gap: .6em; align-items: center }
  input { font: inherit; padding: .3em .5em }
  button { font: inherit; padding: .3em .9em; cursor: pointer }
  form button { grid-column: 2; justify-self: start }
  #state { padding: .8em 1em; background: #f3f5f7; border-left: .3em solid #8aa }
  #state[data-kind=error] { background: #fdf1f0; border-color: #c33 }
  #state[data-kind=in] { background: #eef7ee; border-color: #393 }
  dl { display: grid; grid-template-columns: 10em 1fr; margin: .5em 0 } dd { margin: 0 }
  [hidden] { display: none !important }
</style>
</head>
<body>
<h1>Sign in to Tradewind</h1>
<p><a href="/">To the shop</a></p>
<p id="state" role="status">Looking for a session …</p>
<div id="session" hidden>
  <dl id="me"></dl>
  <p><button id="orders">My orders</button> <button id="out">Sign out</button></p>
  <pre id="answer"></pre>
</div>
<div id="sign-in" hidden>
<table>
  <thead><tr><th>Demo account</th><th>Role</th><th>Code now</th><th></th></tr></thead>
  <tbody>
${demoAccounts
  .map(
    ({ email, group }) =>
      `    <tr><td>${email}</td><td>${group}</td><td class="code" data-email="${email}">······</td><td><button data-sign-in="${email}">Sign in</button></td></tr>`,
  )
  .join("\n")}
  </tbody>
</table>
<p>The password of every account is <code>${DEMO_PASSWORD}</code>. Each code replaces a phone's authenticator and works once.</p>
<h2>Another account</h2>
<form id="form">
  <label for="email">E-mail</label><input id="email" type="email" autocomplete="username" required>
  <label for="password">Password</label><input id="password" type="password" autocomplete="current-password" required>
  <label for="code">Code</label><input id="code" inputmode="numeric" pattern="[0-9]{6}" autocomplete="one-time-code" placeholder="for a second factor">
  <button>Sign in</button>
</form>
</div>
<script type="module">
const CART = "tradewind.cart";
const element = (id) => document.getElementById(id);
const state = (text, kind = "") => { element("state").textContent = text; element("state").dataset.kind = kind; };

async function call(method, path, body) {
  const headers = { "x-tradewind-client": "browser", ...(body && { "content-type": "application/json" }) };
  const response = await fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (!response.ok) throw Object.assign(new Error(answer.title ?? response.statusText), { status: response.status });
  return answer;
}

const codeOf = async (email) => {
  const response = await fetch("/_local/totp?email=" + encodeURIComponent(email));
  return response.ok ? (await response.json()).code : "";
};

async function showCodes() {
  for (const cell of document.querySelectorAll("[data-email]"))
    cell.textContent = (await codeOf(cell.dataset.email)) || "none";
}

async function signIn(email, password, code) {
  state("Signing in …");
  const { challenge, session } = await call("POST", "/auth/sign-in", { email, password });
  if (challenge) await call("POST", "/auth/mfa/challenge", { session, code: code || (await codeOf(email)) });
  await showSession();
}

async function showSession() {
  const me = await call("GET", "/auth/me");
  const facts = { Name: me.name, "E-mail": me.email, Groups: me.groups.join(", "), "Second factor": me.mfa.passed ? "passed" : "not passed" };
  element("me").replaceChildren(...Object.entries(facts).flatMap(([name, value]) =>
    [["dt", name], ["dd", value]].map(([tag, text]) => Object.assign(document.createElement(tag), { textContent: text }))));
  element("answer").textContent = "";
  element("session").hidden = false;
  element("sign-in").hidden = true;
  // The shop's pages cannot see who is signed in, so whoever signs in tells them whose cart it is.
  if (!localStorage.getItem(CART)?.includes("account"))
    localStorage.setItem(CART, JSON.stringify({ holder: "account", count: 0 }));
  state("Signed in. The session is in cookies that this page cannot read.", "in");
}

async function showSignIn(message) {
  if (localStorage.getItem(CART)?.includes("account")) localStorage.removeItem(CART);
  element("session").hidden = true;
  element("sign-in").hidden = false;
  state(message);
  await showCodes();
}

const attempt = (work) => async (event) => {
  event.preventDefault();
  try { await work(event); } catch (error) { state(error.message, "error"); await showCodes(); }
};

for (const button of document.querySelectorAll("[data-sign-in]"))
  button.addEventListener("click", attempt(() => signIn(button.dataset.signIn, ${JSON.stringify(DEMO_PASSWORD)})));
element("form").addEventListener("submit", attempt(() =>
  signIn(element("email").value, element("password").value, element("code").value)));
element("orders").addEventListener("click", attempt(async () => {
  const { items } = await call("GET", "/orders");
  element("answer").textContent = items.length === 0 ? "No orders yet."
    : items.map(({ id, status, placedAt }) => [id, status, placedAt].join("  ")).join("\\n");
}));
element("out").addEventListener("click", attempt(async () => {
  await call("POST", "/auth/sign-out", {});
  await showSignIn("Signed out.");
}));

try { await showSession(); } catch { await showSignIn("Not signed in."); }
setInterval(() => { if (!element("sign-in").hidden) void showCodes(); }, 5000);
</script>
</body>
</html>
`;
}
