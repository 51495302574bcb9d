/** What the page does with the URL the host printed: the code of its fragment once for the page's secret. */
export async function exchangeLaunchCode(printed: string): Promise<string> {
  const url = new URL(printed)
  const code = new URLSearchParams(url.hash.slice(1)).get('launch') ?? ''
  const answer = await fetch(`${url.origin}/launch`, { method: 'POST', headers: { 'x-nhip-cau-launch': code } })
  if (!answer.ok) throw new Error(`the launch code was refused: ${answer.status}`)
  return answer.text()
}
