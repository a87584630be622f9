/** What makes a PIN too easy, in words for the person choosing it; null when it will do. */
export function weakPin(pin: string): string | null {
  if (!/^[0-9]*$/.test(pin)) return 'PIN-ul are numai cifre.';
  if (pin.length < 6) return 'PIN-ul are cel puțin 6 cifre.';
  if (new Set(pin).size < 3)
    return 'PIN-ul folosește prea puține cifre diferite. Alegeți cel puțin trei.';
  if (isRun(pin)) return 'PIN-ul e o numărătoare (ca 123456). Alegeți altul.';
  if (isRepeated(pin)) return 'PIN-ul repetă aceeași bucată (ca 123123). Alegeți altul.';
  if (isDate(pin))
    return 'PIN-ul seamănă cu o dată (ca 150385). Datele de naștere se ghicesc primele.';
  return null;
}

function isRun(pin: string): boolean {
  const steps = [...pin]
    .slice(1)
    .map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}

function isRepeated(pin: string): boolean {
  return /^(\d+)\1+$/.test(pin) || [...pin].reverse().join('') === pin;
}

/** Day, month and year in the orders people use; two or four figures for the year. */
function isDate(pin: string): boolean {
  const day = '(0[1-9]|[12]\\d|3[01])';
  const month = '(0[1-9]|1[0-2])';
  const year = '(19\\d\\d|20[0-3]\\d)';
  const short = new RegExp(`^(${day}${month}\\d\\d|\\d\\d${month}${day})$`);
  const long = new RegExp(`^(${day}${month}${year}|${year}${month}${day})$`);
  return short.test(pin) || long.test(pin);
}
