const rhymes = new Set(
  `a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
  e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êc i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
  o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc op ot
  ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uê uêch uênh uơ uy uya uych uyên uyêt uynh uyt uyu
  uôc uôi uôm uôn uông uôt uân uâng uât uây ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
  y yêm yên yêng yêt yêu ynh yt ych yn ya`.split(/\s+/),
)

const syllable = /^(ngh|ng|nh|gh|gi|qu|kh|ph|th|tr|ch|kr|br|[bcdđghklmnprstvxfjwz])?(.+)$/u
const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g
const highTone = /[\u0301\u0323]/

/**
 * Whether a word written with Vietnamese marks can be a Vietnamese syllable: a known onset and rhyme, one tone at most,
 * and only sắc or nặng before c, ch, p, t. Case does not matter; the word must be in Unicode.
 */
export function isVietnameseSyllable(word: string): boolean {
  const parts = word.toLowerCase().normalize('NFD')
  const tones = parts.match(toneMarks)
  if (tones && tones.length > 1) return false
  const base = parts.replace(toneMarks, '').normalize('NFC')
  const [, onset, rhyme = ''] = syllable.exec(base) ?? []
  const known = rhymes.has(rhyme) || rhymes.has(base) || (onset === 'gi' && rhymes.has(`i${rhyme}`))
  return known && (!/(c|ch|p|t)$/.test(base) || highTone.test(tones?.[0] ?? ''))
}
