const ADULT_YEARS = 18;
const WORDS = {
  f: { adult: 'femeie', child: 'fată', born: 'născută' },
  m: { adult: 'bărbat', child: 'băiat', born: 'născut' },
};

/** A newborn is no man: the word for the sex follows the age; of an unknown age it is the adult's. */
export function sexInWords(
  sex: string | null | undefined,
  birth: string | null | undefined,
  today: string | null,
): string | null {
  if (sex !== 'f' && sex !== 'm') return null;
  return WORDS[sex][isChild(birth, today) ? 'child' : 'adult'];
}

/** "născut" or "născută". */
export function bornInWords(sex: 'f' | 'm'): string {
  return WORDS[sex].born;
}

function isChild(birth: string | null | undefined, today: string | null): boolean {
  if (!birth || !today) return false;
  const grown = Number(birth.slice(0, 4)) + ADULT_YEARS;
  return today.slice(0, birth.length) < `${grown}${birth.slice(4)}`;
}
