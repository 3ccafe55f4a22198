import type { PageRequest } from "./contract.ts";

export const SECURITY = "/.well-known/security.txt";

/** The place for reports of vulnerabilities. https://www.rfc-editor.org/rfc/rfc9116 */
export const securityText = (origin: string, { contact, expires }: NonNullable<PageRequest["security"]>) =>
  `Contact: ${contact}
Expires: ${expires}
Preferred-Languages: en, de
Canonical: ${origin}${SECURITY}
`;
