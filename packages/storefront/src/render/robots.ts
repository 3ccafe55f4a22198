/** Crawlers read pages. Answers of the API and tools of a laptop are nothing to find. */
export const robots = (origin: string): string => `User-agent: *
Disallow: /api/
Disallow: /_local/

Sitemap: ${origin}/sitemap.xml
`;
