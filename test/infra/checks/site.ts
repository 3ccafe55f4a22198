/** Checks the site: its files in the bucket, its builds, and the function that writes its pages. */
import { join } from "node:path";
import { blueprint } from "@tradewind/blueprint";
import type { ReleasedBuild } from "@tradewind/blueprint/derived/pages";
import { siteIn } from "@tradewind/bundles/built-site";
import { siteFolder } from "@tradewind/bundles/bundle-folder";
import { ROOT } from "../harness/platform.ts";
import { type Check, compare, type Deployment } from "./deployment.ts";

const { pages } = blueprint.cdn;

const IMMUTABLE = "public, max-age=31536000, immutable";
const SHORT = "public, max-age=3600";

/** Files that a release replaces, as they are in the bucket. */
const API_DOCS = [
  ["api-docs.html", { type: "text/html; charset=utf-8", cache: SHORT, stays: false }],
  ["api-docs.css", { type: "text/css; charset=utf-8", cache: SHORT, stays: false }],
] as const;

const builtFiles = () =>
  siteIn(join(ROOT, siteFolder(ROOT))).files.map(({ path, contentType, immutable }) => {
    const short = path === "/sw.js" ? "no-cache" : SHORT;
    const cache = immutable ? IMMUTABLE : short;
    return [path.slice(1), { type: contentType, cache, stays: immutable }] as const;
  });

function objectsOf(deployment: Deployment) {
  const [bucket] = deployment.of("s3/bucket").filter(({ within }) => within.includes(pages.bucket.name));
  return deployment.of("s3/bucketObjectv2").filter(({ props }) => props["bucket"] === bucket?.id);
}

export const siteFiles: Check = {
  rule: "every file of the site is an object with its type and its time in caches; scripts stay after a release",
  problems(deployment) {
    const found = objectsOf(deployment)
      .filter(({ props }) => !String(props["key"]).startsWith("builds/"))
      .map(
        ({ props, retain }) =>
          [
            String(props["key"]),
            { type: props["contentType"], cache: props["cacheControl"], stays: retain },
          ] as const,
      );
    const wanted = [...(deployment.graph.dev ? [] : builtFiles()), ...API_DOCS];
    return compare("file of the site", new Map<string, unknown>(wanted), new Map<string, unknown>(found));
  },
};

export const siteBuilds: Check = {
  rule: "the bucket describes each released build, and forgets kept pages after a day",
  problems(deployment) {
    const problems: string[] = [];
    const site = siteIn(join(ROOT, siteFolder(ROOT)));
    const build = objectsOf(deployment).find(({ props }) => props["key"] === `builds/${site.id}.json`);
    const content = (build?.props["content"] ?? "{}") as string;
    const { styleHashes, releasedAt } = JSON.parse(content) as Partial<ReleasedBuild>;
    if (
      !deployment.graph.dev &&
      !(build?.retain && styleHashes?.join() === site.styleHashes.join() && releasedAt)
    )
      problems.push("The build of the site is not described, or not after the next release.");
    const [rule] = (deployment.of("s3/bucketLifecycleConfiguration")[0]?.props["rules"] ?? []) as {
      filter: { prefix: string };
      expiration: { days: number };
    }[];
    if (rule?.filter.prefix !== "pages/" || rule.expiration.days !== pages.keptDays)
      problems.push("Kept pages do not expire.");
    return problems;
  },
};

export const renderer: Check = {
  rule: "only CloudFront may call the renderer's URL, and only so many run at once",
  problems(deployment) {
    const { name, reservedConcurrency } = pages.renderer;
    const fn = deployment.of("lambda/function").find(({ arn }) => deployment.nameOf(arn) === name);
    const [distribution] = deployment.of("cloudfront/distribution");
    const rights = deployment
      .of("lambda/permission")
      .filter(({ props }) => props["principal"] === "cloudfront.amazonaws.com")
      .filter(({ props }) => props["sourceArn"] === distribution?.arn && props["function"] === fn?.arn)
      .map(
        ({ props }) =>
          `${String(props["action"])} ${props["invokedViaFunctionUrl"] === true ? "by URL" : ""}`,
      );
    const wanted = ["lambda:InvokeFunction by URL", "lambda:InvokeFunctionUrl "];
    const problems: string[] = [];
    if (rights.toSorted().join() !== wanted.join())
      problems.push("CloudFront cannot call the renderer's URL.");
    const reserve = deployment.settings.reservesConcurrency ? reservedConcurrency : undefined;
    // Under `sst dev` the component reserves nothing.
    if (!deployment.graph.dev && (fn?.props["reservedConcurrentExecutions"] ?? -1) !== (reserve ?? -1))
      problems.push(`${name} does not have its reserve of functions.`);
    return problems;
  },
};

/** The cache key of pages holds no cookie, since a page is for everybody. */
export const pagesForEverybody: Check = {
  rule: "CloudFront sends no cookie to the site, and distinguishes pages by their query",
  problems: (deployment) =>
    deployment.of("cloudfront/distribution").flatMap(({ name, props }) => {
      const { cachePolicyId, originRequestPolicyId } = props["defaultCacheBehavior"] as Record<
        string,
        string
      >;
      const policy = deployment.of("cloudfront/cachePolicy").find(({ id }) => id === cachePolicyId)?.props;
      const key = policy?.["parametersInCacheKeyAndForwardedToOrigin"] as
        | { cookiesConfig: { cookieBehavior: string }; queryStringsConfig: { queryStringBehavior: string } }
        | undefined;
      const right =
        originRequestPolicyId === undefined &&
        key?.cookiesConfig.cookieBehavior === "none" &&
        key.queryStringsConfig.queryStringBehavior === "all";
      return right ? [] : [`${name} may give one visitor's page to another.`];
    }),
};

/** CloudFront keeps an error for ten seconds by default, so that a retry would get it again. */
export const errorsNotKept: Check = {
  rule: "CloudFront keeps no error longer than the answer asks for",
  problems: (deployment) =>
    deployment.of("cloudfront/distribution").flatMap(({ name, props }) => {
      const kept = (props["customErrorResponses"] ?? []) as {
        errorCode: number;
        errorCachingMinTtl: number;
      }[];
      const wanted = [400, 403, 404, 500, 502, 503, 504];
      return wanted
        .filter((status) => !kept.some((one) => one.errorCode === status && one.errorCachingMinTtl === 0))
        .map((status) => `${name} keeps errors with status ${status}.`);
    }),
};

/** A page that names scripts, or has a style, must find them. */
export const releaseOrder: Check = {
  rule: "a release puts files first, then headers, then the renderer, then the addresses of pages",
  problems(deployment) {
    const order = new Map(deployment.graph.resources.map(({ name, after }) => [name, after]));
    const before = (name: string) => order.get(name) ?? [];
    const files = deployment.graph.dev
      ? API_DOCS.map(([key]) => `/${key}`)
      : builtFiles().map(([key]) => `/${key}`);
    const renderer = `${pages.renderer.name}Function`;
    const late = [
      ...[...files.map((path) => `SiteFile${path}`), "PageHeaders", renderer]
        .filter((name) => !before("CdnPageOf").includes(name))
        .map((name) => `CdnPageOf does not wait for ${name}.`),
      ...(before(renderer).includes("PageHeaders") ? [] : [`${renderer} does not wait for PageHeaders.`]),
    ];
    return late;
  },
};

export const siteChecks = [siteFiles, siteBuilds, renderer, pagesForEverybody, errorsNotKept, releaseOrder];
