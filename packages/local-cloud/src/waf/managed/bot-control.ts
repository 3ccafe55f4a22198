import type { ManagedRule, ManagedRuleGroup } from "./rule-group.ts";

/**
 * Counterpart of AWSManagedRulesBotControlRuleSet at inspection level COMMON: bots that identify
 * themselves.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-bot.html
 *
 * AWS verifies bots by address, labels them and lets them pass. A laptop cannot verify an address,
 * so categories of mostly verified bots are absent. As in AWS, mobile apps and scripts have no
 * browser's user agent and are blocked by SignalNonBrowserUserAgent, and headless browsers by
 * SignalAutomatedBrowser. Override those rules to Count for an API that serves such clients.
 */
export const BOT_CONTROL: ManagedRuleGroup = {
  rules: [
    category(
      "CategoryHttpLibrary",
      "http_library",
      /^(?:curl|wget|python-requests|python-urllib|aiohttp|httpx|go-http-client|java|apache-httpclient|okhttp|axios|node-fetch|got|libwww-perl|lwp|guzzlehttp|ruby|faraday|httpie|postmanruntime|insomnia|winhttp|restsharp)\b/i,
    ),
    category(
      "CategoryScrapingFramework",
      "scraping_framework",
      /\b(?:scrapy|httrack|webcopier|webzip|teleport|sitesucker|offline explorer|grabber|harvest|emailcollector|emailsiphon|extractorpro)\b/i,
    ),
    category(
      "CategorySecurity",
      "security",
      /\b(?:nikto|sqlmap|nmap|nessus|openvas|acunetix|netsparker|qualys|wpscan|dirbuster|gobuster|ffuf|feroxbuster|nuclei|zgrab|masscan|arachni|w3af|burp|zaproxy|havij|commix|jaeles|whatweb)\b/i,
    ),
    category(
      "CategorySeo",
      "seo",
      /\b(?:ahrefsbot|semrushbot|mj12bot|dotbot|blexbot|dataforseobot|rogerbot|seokicks|serpstatbot|screaming frog)\b/i,
    ),
    category(
      "CategoryAI",
      "ai",
      /\b(?:gptbot|chatgpt-user|ccbot|claudebot|anthropic-ai|bytespider|perplexitybot|google-extended|diffbot|omgilibot|amazonbot|cohere-ai)\b/i,
    ),
    signal("SignalAutomatedBrowser", "automated_browser", (agent) =>
      /headlesschrome|phantomjs|slimerjs|selenium|webdriver|puppeteer|playwright/i.test(agent),
    ),
    signal(
      "SignalNonBrowserUserAgent",
      "non_browser_user_agent",
      (agent) => agent !== "" && !/^(?:mozilla|opera)\//i.test(agent),
    ),
  ],
  absent: [
    "CategoryAdvertising",
    "CategoryArchiver",
    "CategoryContentFetcher",
    "CategoryEmailClient",
    "CategoryLinkChecker",
    "CategoryMiscellaneous",
    "CategoryMonitoring",
    "CategoryPagePreview",
    "CategorySearchEngine",
    "CategorySocialMedia",
    "CategoryWebhooks",
    "SignalKnownBotDataCenter",
  ],
};

function category(name: string, label: string, agents: RegExp): ManagedRule {
  return {
    name,
    label: `awswaf:managed:aws:bot-control:bot:category:${label}`,
    matches: ({ userAgent }) => agents.test(userAgent),
  };
}

function signal(name: string, label: string, matches: (agent: string) => boolean): ManagedRule {
  return {
    name,
    label: `awswaf:managed:aws:bot-control:signal:${label}`,
    matches: ({ userAgent }) => matches(userAgent),
  };
}
