import { apiChecks } from "./api.ts";
import { cdnChecks } from "./cdn.ts";
import type { Check } from "./deployment.ts";
import { edgeChecks } from "./edge.ts";
import { firewallChecks } from "./firewall.ts";
import { functionChecks } from "./functions.ts";
import { messagingChecks } from "./messaging.ts";
import { networkChecks } from "./network.ts";
import { observabilityChecks } from "./observability.ts";
import { pciChecks } from "./pci.ts";
import { quotaChecks } from "./quotas.ts";
import { references } from "./references.ts";
import { resilienceChecks } from "./resilience.ts";
import { securityChecks } from "./security.ts";
import { siteChecks } from "./site.ts";
import { storageChecks } from "./storage.ts";
import { storeChecks } from "./stores.ts";

export { type Check, Deployment } from "./deployment.ts";

/** Comparisons of the stage with the blueprint, in both directions. */
const comparisons: readonly Check[] = [
  ...apiChecks,
  ...firewallChecks,
  ...cdnChecks,
  ...edgeChecks,
  ...siteChecks,
  ...functionChecks,
  ...messagingChecks,
  ...storageChecks,
  ...networkChecks,
  ...storeChecks,
];

/** Rules that hold for any blueprint. */
const rules: readonly Check[] = [
  ...securityChecks,
  ...resilienceChecks,
  ...observabilityChecks,
  ...quotaChecks,
  ...pciChecks,
  references,
];

export const checks: readonly Check[] = [...comparisons, ...rules];
