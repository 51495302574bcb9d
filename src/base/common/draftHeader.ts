/** Carries the id of the draft with the call that writes it, over HTTP and over the desktop's port alike. */
export const DRAFT_HEADER = 'x-nhip-cau-draft'
