import { blueprint } from "@tradewind/blueprint";
import type { Stage } from "@tradewind/blueprint/language/stage";
import { networks } from "../network/vpcs.ts";
import { physicalName, stage } from "../stage.ts";

const UNTIL_SET = "not-set";

/**
 * The hardware security modules for the vault's key. An operator must activate the cluster by hand
 * before it can be a key store; docs/deploy.md has the steps.
 */
function createKeyStore({ instance, modules: count }: NonNullable<Stage["hsm"]>) {
  const { pci } = blueprint.networks;
  const { subnets } = networks.of(pci);
  const cluster = new aws.cloudhsmv2.Cluster("PaymentHsm", {
    hsmType: instance,
    mode: "FIPS",
    subnetIds: subnets.map(({ id }) => id),
    tags: { ...pci.tags, Name: "PaymentHsm" },
  });
  const modules = subnets.slice(0, count).map(
    (subnet, index) =>
      new aws.cloudhsmv2.Hsm(`PaymentHsm${index + 1}`, {
        clusterId: cluster.clusterId,
        subnetId: subnet.id,
      }),
  );
  return new aws.kms.CustomKeyStore(
    "PaymentKeyStore",
    {
      customKeyStoreName: physicalName("PaymentKeyStore"),
      cloudHsmClusterId: cluster.clusterId,
      keyStorePassword: new sst.Secret("KeyStorePassword", UNTIL_SET).value,
      trustAnchorCertificate: new sst.Secret("KeyStoreCertificate", UNTIL_SET).value,
    },
    { dependsOn: modules },
  );
}

export const keyStore = stage.hsm ? createKeyStore(stage.hsm) : undefined;
