import { stage } from "../stage.ts";

export interface HostedZone {
  zoneId: $util.Output<string>;
}

/** The zone that the stage's names are in. It must be there: AWS makes one with a domain that it registers. */
export const hostedZone = stage.domain ? aws.route53.getZoneOutput({ name: stage.domain.zone }) : undefined;

/** A certificate of a region for one name, once DNS has shown that the name is ours. */
export function certificateFor(name: string, domainName: string, region: string, zone: HostedZone) {
  const certificate = new aws.acm.Certificate(`${name}Certificate`, {
    region,
    domainName,
    validationMethod: "DNS",
  });
  const proof = certificate.domainValidationOptions.apply(([option]) => {
    if (!option) throw new Error(`AWS says not how to prove that ${domainName} is ours.`);
    return option;
  });
  const record = new aws.route53.Record(`${name}CertificateProof`, {
    zoneId: zone.zoneId,
    name: proof.resourceRecordName,
    type: proof.resourceRecordType,
    records: [proof.resourceRecordValue],
    ttl: 60,
    // Two regions' certificates for one name are proven by the same record.
    allowOverwrite: true,
  });
  return new aws.acm.CertificateValidation(`${name}CertificateValidation`, {
    region,
    certificateArn: certificate.arn,
    validationRecordFqdns: [record.fqdn],
  }).certificateArn;
}
