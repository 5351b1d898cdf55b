/** Numbers that must not be kept: what they are, so that the person can be told. */
export type PersonalNumber = 'bsn' | 'iban' | 'card' | 'v_number' | 'password';

export interface MaskedNumbers {
  masked: string;
  kinds: PersonalNumber[];
}

const mask = '•••';

interface Rule {
  kind: PersonalNumber;
  shape: RegExp;
  /** Whether the digits that were found pass the number's own test. */
  holds(found: string): boolean;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

const latin = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.charCodeAt(0) - (digit < '۰' ? 0x660 : 0x6f0)) % 10));

const rules: readonly Rule[] = [
  { kind: 'iban', shape: /\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}\b/gi, holds: isIban },
  { kind: 'card', shape: /(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)/g, holds: (found) => passesLuhn(digitsOf(found)) },
  { kind: 'bsn', shape: /(?<![\d+.,€])\d(?:[ .-]?\d){7,8}(?![\d])/g, holds: (found) => passesEleven(digitsOf(found)) },
  {
    kind: 'v_number',
    shape: /(?<!\d)(?:v[ -]?(?:nummer|number|nr)?[ .:-]*)\d(?:[ .-]?\d){9}(?!\d)/gi,
    holds: () => true,
  },
  {
    kind: 'password',
    shape:
      /(?<=(?:wachtwoord|password|passwort|mot de passe|كلمة السر|كلمة المرور|pincode|pin code|digid code)\s*(?:is|:|=|هي)?\s*)[^\s,;]{4,}/giu,
    holds: (found) => /\d/.test(found),
  },
];

/** Masks BSN (eleven-test), IBAN (mod 97), card numbers (Luhn), V-numbers and passwords, in any digits people type. */
export function maskPersonalNumbers(text: string): MaskedNumbers {
  const kinds = new Set<PersonalNumber>();
  let masked = latin(text);
  for (const { kind, shape, holds } of rules) {
    masked = masked.replace(shape, (found) => {
      if (!holds(found)) return found;
      kinds.add(kind);
      return mask;
    });
  }
  return kinds.size > 0 ? { masked, kinds: [...kinds] } : { masked: text, kinds: [] };
}

/** A BSN has eight or nine digits; weights 9 to 2 and -1 give a multiple of eleven. */
function passesEleven(digits: string): boolean {
  const nine = digits.padStart(9, '0');
  if (nine.length !== 9 || /^0+$/.test(nine)) return false;
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index), 0);
  return sum % 11 === 0;
}

function passesLuhn(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isIban(found: string): boolean {
  const plain = found.replace(/[ .-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false;
  const moved = plain.slice(4) + plain.slice(0, 4);
  const rest = [...moved].reduce((remainder, character) => {
    const value = /\d/.test(character) ? character : String(character.charCodeAt(0) - 55);
    return Number(`${remainder}${value}`) % 97;
  }, 0);
  return rest === 1;
}
