/** All resources of a stage, and the two addresses that a deployment prints. */
import { api } from "./api/rest-api.ts";
import "./api/method-settings.ts";
import "./edge/firewall.ts";
import "./api/usage-plans.ts";
import "./api/api-domain.ts";
import { distribution } from "./edge/cdn.ts";
import "./data/database-recovery.ts";
import "./data/cache.ts";
import "./data/search.ts";
import "./wiring/triggers.ts";
import "./wiring/consumers.ts";
import "./wiring/pipes.ts";
import "./wiring/schedules.ts";
import "./wiring/deliveries.ts";
import "./operations/alarms.ts";
import "./operations/service-levels.ts";
import "./operations/dashboard.ts";
import "./operations/dev-commands.ts";

export const addresses = { api: api.url, shop: $interpolate`https://${distribution.domainName}` };
