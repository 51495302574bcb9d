import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import { type AttachmentKind, LARGEST_ATTACHMENT, LONGEST_SIDE } from '../common/attachmentSchemas.ts'
import { type PhotoType, readPhoto } from './photoBytes.ts'

export interface AttachmentContent {
  type: string
  bytes: Uint8Array
  width: number | null
  height: number | null
}

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/**
 * What a handed-over file is, by its first bytes; pictures without their camera notes.
 * Failures: attachments.tooLarge, attachments.kindUnknown, attachments.unreadable, attachments.photoTooLarge.
 */
export function readContent(file: Uint8Array, kind: AttachmentKind): Result<AttachmentContent> {
  if (file.length > LARGEST_ATTACHMENT)
    return failWith('attachments.tooLarge', { megabytes: LARGEST_ATTACHMENT / 1024 / 1024 })
  const type = typeOf(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
  if (type === undefined || (kind === 'photo' && !isPhotoType(type))) return failWith('attachments.kindUnknown')
  if (!isPhotoType(type)) return succeed({ type, bytes: file, width: null, height: null })
  const photo = readPhoto(file, type)
  if (photo === undefined) return failWith('attachments.unreadable')
  const longest = Math.max(photo.width, photo.height)
  if (longest > LONGEST_SIDE[kind]) {
    return failWith('attachments.photoTooLarge', { side: longest, most: LONGEST_SIDE[kind] })
  }
  return succeed(photo)
}

function typeOf(file: Buffer): string | undefined {
  const starts = (bytes: string, at = 0) => file.subarray(at, at + bytes.length).toString('latin1') === bytes
  if (starts('\xff\xd8\xff')) return 'image/jpeg'
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp'
  if (starts('%PDF-')) return 'application/pdf'
  // Names of the parts stand unpacked in a zip; a document that carries macros is not taken over.
  const isWord = starts('PK\x03\x04') && file.includes('word/document.xml') && !file.includes('vbaProject')
  return isWord ? DOCX_TYPE : undefined
}

function isPhotoType(type: string): type is PhotoType {
  return type.startsWith('image/')
}
