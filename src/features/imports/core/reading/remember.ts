const mostRemembered = 5000

/** A pure function of one text that keeps its answers: registers repeat the same sponsor, hardship and amount all day. */
export function remember<Answer>(read: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    const answer = read(text)
    if (answers.size >= mostRemembered) answers.clear()
    answers.set(text, answer)
    return answer
  }
}
