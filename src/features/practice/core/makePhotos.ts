import { type DrawnSubject, drawPhoto } from './drawnPhoto.ts'
import type { Address } from './makeAddresses.ts'
import { enteredOn, type PracticePlan } from './practicePlan.ts'
import { randomOf } from './random.ts'

/** Keeps a picture beside the book and answers its name. */
export type StorePhoto = (bytes: Uint8Array) => Promise<string>

/** Enough to meet some on the first pages, few enough to cost nothing. */
const PHOTOS = 8
const SIDE = 480
const THUMBNAIL_SIDE = 160

/** A drawn portrait or home in the files of a few approved addresses. */
export async function makePhotos(
  plan: PracticePlan,
  { addresses, storePhoto }: { addresses: readonly Address[]; storePhoto: StorePhoto },
): Promise<void> {
  const approved = addresses.filter(({ approvedOn }) => approvedOn !== null).slice(0, PHOTOS)
  for (const [index, { id, approvedOn }] of approved.entries()) {
    const subject: DrawnSubject = index % 4 === 3 ? 'house' : 'person'
    const draw = (side: number) => drawPhoto(randomOf(plan.seed, 'photo', index), { subject, side })
    const bytes = draw(SIDE)
    await plan.batches.add('attachment', [
      {
        id: plan.nextId(),
        enteredAt: enteredOn(plan, approvedOn ?? plan.today),
        table_name: 'address',
        row_id: id,
        kind: 'photo',
        title: 'Ảnh vẽ để tập huấn',
        file_name: `anh-ve-${index + 1}.png`,
        type: 'image/png',
        bytes: bytes.length,
        content: await storePhoto(bytes),
        thumbnail: await storePhoto(draw(THUMBNAIL_SIDE)),
        width: SIDE,
        height: SIDE,
        taken_on: approvedOn,
        label: null,
        main: 1,
      },
    ])
  }
}
