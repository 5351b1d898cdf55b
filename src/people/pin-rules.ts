/** Five Latin digits, from what a keyboard gave; `undefined` when it is no PIN. */
export function readPin(typed: string): string | undefined {
  const latin = [...typed.trim()].map((character) => {
    const point = character.codePointAt(0) ?? 0;
    if (point >= 0x0660 && point <= 0x0669) return String(point - 0x0660);
    return point >= 0x06f0 && point <= 0x06f9 ? String(point - 0x06f0) : character;
  });
  const pin = latin.join('');
  return /^\d{5}$/.test(pin) ? pin : undefined;
}

/** What others would try first: one or two digits only, a run up or down, a year with a digit beside it. */
export const isWeakPin = (pin: string): boolean =>
  new Set(pin).size < 3 || isRun(pin, 1) || isRun(pin, 9) || /^(19\d\d|20[0-3]\d)|(19\d\d|20[0-3]\d)$/.test(pin);

const isRun = (pin: string, step: number): boolean =>
  [...pin].every((digit, i) => i === 0 || Number(digit) === (Number(pin[i - 1]) + step) % 10);
