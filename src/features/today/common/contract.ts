import { query } from '../../../base/common/procedure.ts'
import { worklistSchema } from './worklistSchemas.ts'

/** What there is to do, by when, and where to do it; only what the user's rights allow. */
export const todayContract = {
  worklist: query('records.read').output(worklistSchema),
}
