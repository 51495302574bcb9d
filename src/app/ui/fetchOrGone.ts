import { CoreGone } from './portLink.ts'

/** A call that got no answer was perhaps carried out: that is told apart from everything that was refused. */
export async function fetchOrGone(request: Request, init: RequestInit): Promise<Response> {
  try {
    return await fetch(request, init)
  } catch (error) {
    throw error instanceof TypeError ? new CoreGone() : error
  }
}
