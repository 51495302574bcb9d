/** Chromium knows no scheme of ours: an address that exists nowhere stands in for it. */
const STAND_IN = /^(blob:)?https:\/\/([a-z]+)\.app\.internal(?=\/|$)/

export function toStandIn(url: string): string {
  return url.replace(/^app:\/\/([a-z]+)/, 'https://$1.app.internal')
}

export function fromStandIn(url: string): string {
  return url.replace(STAND_IN, '$1app://$2')
}
