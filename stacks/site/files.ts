/** The site's files, and the descriptions of its builds. */
import { join } from "node:path";
import { blueprint } from "@tradewind/blueprint";
import { fileCacheControl, openStyles, type ReleasedBuild } from "@tradewind/blueprint/derived/pages";
import { buckets } from "../data/buckets.ts";
import { folder, site } from "./built-site.ts";

const { pages } = blueprint.cdn;
const { name: bucket } = buckets.of(pages.bucket).bucket;
/** The description of the API, which `npm run docs` writes. */
const API_DOCS = ["api-docs.html", "api-docs.css"];

const siteFiles = site.files.map(
  ({ path, contentType, immutable }) =>
    new aws.s3.BucketObjectv2(
      `SiteFile${path}`,
      {
        bucket,
        key: path.slice(1),
        source: new $util.asset.FileAsset(join(folder, "client", path)),
        contentType,
        cacheControl: fileCacheControl(pages, { path, immutable }),
      },
      // Pages of an earlier build, which are open in browsers, still ask for its files.
      { retainOnDelete: immutable },
    ),
);

const apiDocs = API_DOCS.map(
  (file) =>
    new aws.s3.BucketObjectv2(`SiteFile/${file}`, {
      bucket,
      key: file,
      source: new $util.asset.FileAsset(join($cli.paths.root, "docs", file)),
      contentType: file.endsWith(".css") ? "text/css; charset=utf-8" : "text/html; charset=utf-8",
      cacheControl: fileCacheControl(pages, { path: `/${file}`, immutable: false }),
    }),
);

/** Pages that name these files must not be served before the files are there. */
export const files = [...siteFiles, ...apiDocs];

const now = Date.now();
const current: ReleasedBuild = { styleHashes: site.styleHashes, releasedAt: now };

// Each deployment writes it, so that it tells when the build was released last.
if (!$dev)
  new aws.s3.BucketObjectv2(
    `SiteBuild/${site.id}`,
    {
      bucket,
      key: `${pages.buildsAt.slice(1)}/${site.id}.json`,
      content: JSON.stringify(current),
      contentType: "application/json",
    },
    { retainOnDelete: true },
  );

new aws.s3.BucketLifecycleConfiguration(`${pages.bucket.name}Lifecycle`, {
  bucket,
  rules: [
    {
      id: "kept-pages",
      status: "Enabled",
      filter: { prefix: `${pages.keptAt.slice(1)}/` },
      expiration: { days: pages.keptDays },
      noncurrentVersionExpiration: { noncurrentDays: 1 },
    },
  ],
});

/** The hashes of the styles in pages of this build, and of earlier ones that may still be open. */
export const styleHashes = aws.s3
  .getObjectsOutput({ bucket, prefix: `${pages.buildsAt.slice(1)}/` })
  .keys.apply((keys) =>
    $util.all(keys.map((key) => aws.s3.getObjectOutput({ bucket, key }))).apply((objects) => {
      const builds = objects.map(({ body }) => JSON.parse(body) as ReleasedBuild);
      return openStyles(pages, current, builds, now);
    }),
  );
