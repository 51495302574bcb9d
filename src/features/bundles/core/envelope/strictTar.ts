import { succeed } from '../../../../base/common/result.ts'
import {
  type BundlePart,
  type BundleResult,
  bundleAltered,
  bundleRefused,
  bundleTooLarge,
} from '../../common/bundleFailures.ts'
import {
  MAX_BUNDLE_BYTES,
  MAX_HEADER_BYTES,
  MAX_PAYLOAD_BYTES,
  MAX_SIGNATURE_BYTES,
} from '../../common/bundleHeader.ts'

const BLOCK = 512
const END_BYTES = 2 * BLOCK

/** The three members of a bundle, as bytes. */
export interface BundleMembers {
  readonly header: Uint8Array
  readonly signature: Uint8Array
  readonly payload: Uint8Array
}

interface MemberRule {
  readonly name: string
  readonly part: keyof BundleMembers & BundlePart
  readonly maxBytes: number
}

const HEADER_MEMBER: MemberRule = { name: 'header.json', part: 'header', maxBytes: MAX_HEADER_BYTES }
const SIGNATURE_MEMBER: MemberRule = { name: 'header.json.sig', part: 'signature', maxBytes: MAX_SIGNATURE_BYTES }
const PAYLOAD_MEMBER: MemberRule = { name: 'payload.age', part: 'payload', maxBytes: MAX_PAYLOAD_BYTES }

/** Writes the only tar file this reader takes for these members: POSIX ustar, fixed names and order, no clock, no owner. */
export function writeBundleTar(members: BundleMembers): Buffer {
  return Buffer.concat([
    ...memberBlocks(HEADER_MEMBER, members.header),
    ...memberBlocks(SIGNATURE_MEMBER, members.signature),
    ...memberBlocks(PAYLOAD_MEMBER, members.payload),
    Buffer.alloc(END_BYTES),
  ])
}

/**
 * Reads the three members without copying them. Every byte that is not content must be the byte the writer would have
 * written, so there is one file for given members: no second name, no link, no path, nothing after the end.
 */
export function readBundleTar(bytes: Uint8Array): BundleResult<BundleMembers> {
  if (bytes.length > MAX_BUNDLE_BYTES) return bundleTooLarge('payload', MAX_BUNDLE_BYTES)
  if (!startsLikeABundle(bytes)) return bundleRefused({ code: 'bundles.notABundle', params: {} })
  const header = readMember(bytes, 0, HEADER_MEMBER)
  if (!header.ok) return header
  const signature = readMember(bytes, header.value.next, SIGNATURE_MEMBER)
  if (!signature.ok) return signature
  const payload = readMember(bytes, signature.value.next, PAYLOAD_MEMBER)
  if (!payload.ok) return payload
  const end = checkEnd(bytes.subarray(payload.value.next))
  if (!end.ok) return end
  return succeed({
    header: header.value.content,
    signature: signature.value.content,
    payload: payload.value.content,
  })
}

function memberBlocks(rule: MemberRule, content: Uint8Array): Uint8Array[] {
  if (content.length > rule.maxBytes) throw new RangeError(`writeBundleTar: ${rule.name} is too large`)
  return [ustarHeader(rule.name, content.length), content, Buffer.alloc(paddingOf(content.length))]
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

/** One 512-byte ustar header: mode 0644, owner and group 0 without names, time 0 (POSIX.1-1988 field offsets). */
function ustarHeader(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0, 'ascii')
  block.write('0000644\0', 100, 'ascii')
  block.write('0000000\0', 108, 'ascii')
  block.write('0000000\0', 116, 'ascii')
  block.write(`${octal(size, 11)}\0`, 124, 'ascii')
  block.write('00000000000\0', 136, 'ascii')
  block.write('        ', 148, 'ascii')
  block.write('0', 156, 'ascii')
  block.write('ustar\x0000', 257, 'ascii')
  block.write('0000000\0', 329, 'ascii')
  block.write('0000000\0', 337, 'ascii')
  // The sum counts its own field as eight spaces, as written above.
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${octal(sum, 6)}\0 `, 148, 'ascii')
  return block
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

function startsLikeABundle(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, HEADER_MEMBER.name.length + 1)).toString('latin1')
  return bytes.length > 0 && `${HEADER_MEMBER.name}\0`.startsWith(start)
}

function readMember(
  bytes: Uint8Array,
  offset: number,
  rule: MemberRule,
): BundleResult<{ readonly content: Uint8Array; readonly next: number }> {
  const truncated = bundleRefused({ code: 'bundles.truncated', params: {} })
  const block = bytes.subarray(offset, offset + BLOCK)
  if (block.length < BLOCK) return truncated
  const sizeText = Buffer.from(block.subarray(124, 135)).toString('latin1')
  if (!/^[0-7]{11}$/.test(sizeText)) return bundleAltered(rule.part)
  const size = Number.parseInt(sizeText, 8)
  if (!ustarHeader(rule.name, size).equals(block)) return bundleAltered(rule.part)
  if (size > rule.maxBytes) return bundleTooLarge(rule.part, rule.maxBytes)
  const start = offset + BLOCK
  const next = start + size + paddingOf(size)
  if (bytes.length < next) return truncated
  if (bytes.subarray(start + size, next).some((byte) => byte !== 0)) return bundleAltered('padding')
  return succeed({ content: bytes.subarray(start, start + size), next })
}

function checkEnd(rest: Uint8Array): BundleResult<true> {
  if (rest.length > END_BYTES || rest.some((byte) => byte !== 0)) return bundleAltered('end')
  if (rest.length < END_BYTES) return bundleRefused({ code: 'bundles.truncated', params: {} })
  return succeed(true)
}
