import { stage } from "../stage.ts";

export interface HostedZone {
  zoneId: $util.Output<string>;
}

/**
 * The DNS zone of the stage's names. It must exist: AWS makes one for each domain that is
 * registered there.
 */
export const hostedZone = stage.domain ? aws.route53.getZoneOutput({ name: stage.domain.zone }) : undefined;

/** Creates a region's certificate for one name and waits for its validation by DNS. */
export function certificateFor(name: string, domainName: string, region: string, zone: HostedZone) {
  const certificate = new aws.acm.Certificate(`${name}Certificate`, {
    region,
    domainName,
    validationMethod: "DNS",
  });
  const proof = certificate.domainValidationOptions.apply(([option]) => {
    if (!option) throw new Error(`AWS offers no DNS validation for ${domainName}.`);
    return option;
  });
  const record = new aws.route53.Record(`${name}CertificateProof`, {
    zoneId: zone.zoneId,
    name: proof.resourceRecordName,
    type: proof.resourceRecordType,
    records: [proof.resourceRecordValue],
    ttl: 60,
    // The certificates of two regions for one name use the same record.
    allowOverwrite: true,
  });
  return new aws.acm.CertificateValidation(`${name}CertificateValidation`, {
    region,
    certificateArn: certificate.arn,
    validationRecordFqdns: [record.fqdn],
  }).certificateArn;
}
