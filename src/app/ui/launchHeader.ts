/** The header in which the page shows the server that it is ours; the server's side is `src/host/pageGuard.ts`. */
export const LAUNCH_HEADER = 'x-nhip-cau-launch'
