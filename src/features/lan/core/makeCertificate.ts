import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_kp_serverAuth,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509'
import type { NetworkIdentity } from '../../../db/officeNetwork.ts'

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'
const YEARS = 20
/** A PC whose clock runs behind must not call the certificate one of the future. */
const DAYS_BEFORE = 30
const DAY_MS = 86_400_000

export interface CertificateWish {
  /** What a person reads in the browser's certificate window. */
  title: string
  dnsNames: readonly string[]
  ipAddresses: readonly string[]
  now: Date
}

/**
 * A self-signed P-256 certificate for one server: no authority, so that whoever installs it as trusted trusts this one server
 * and nothing it could sign. Twenty years, because a change of fingerprint would have to be compared again on every PC.
 */
export function makeCertificate(wish: CertificateWish): NetworkIdentity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const content = contentOf(wish, publicKey)
  const signatureAlgorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 })
  const signed = sign('sha256', Buffer.from(AsnConvert.serialize(content)), privateKey)
  const certificate = new Certificate({
    tbsCertificate: content,
    signatureAlgorithm,
    signatureValue: arrayBufferOf(signed),
  })
  return {
    certificate: pem('CERTIFICATE', Buffer.from(AsnConvert.serialize(certificate))),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function contentOf({ title, dnsNames, ipAddresses, now }: CertificateWish, publicKey: KeyObject): TBSCertificate {
  const name = new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: COMMON_NAME, value: new AttributeValue({ utf8String: title }) }),
    ]),
  ])
  const names = [
    ...dnsNames.map((dNSName) => new GeneralName({ dNSName })),
    ...ipAddresses.map((iPAddress) => new GeneralName({ iPAddress })),
  ]
  return new TBSCertificate({
    version: Version.v3,
    serialNumber: arrayBufferOf(positiveNumber()),
    signature: new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 }),
    issuer: name,
    subject: name,
    validity: new Validity({
      notBefore: new Date(now.getTime() - DAYS_BEFORE * DAY_MS),
      notAfter: new Date(now.getTime() + YEARS * 365 * DAY_MS),
    }),
    subjectPublicKeyInfo: AsnConvert.parse(publicKey.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo),
    extensions: new Extensions([
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth]), false),
      extension(id_ce_subjectAltName, new SubjectAlternativeName(names), false),
    ]),
  })
}

function extension(extnID: string, value: unknown, critical: boolean): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })
}

/** Sixteen random bytes as DER takes a serial number: not negative, no leading zero. */
function positiveNumber(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes
}

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
