import { maskPersonalNumbers, type PersonalNumber } from '../core/personal-numbers.ts';
import type { Fault, Reason } from './reasons.ts';

/** A name without capitals, accents and signs, so that "V-nummer", "v nummer" and "VNummer" are one. */
export const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** What stays in the municipality's own system (knowledge.md E5), by the name of a field or column. */
const refusedNames =
  /^(.*(bsn|burgerservicen|sofin|citizenservice|vreemdelingenn|iban|bankrek|rekeningn|bankaccount|digid|wachtwoord|password|diagnos|icd10|icpc|medisch|medicat|ziekte|gezondheid|psych|handicap|religie|geloof|etnicit|schulden|strafblad|paspoortn|leerbaarheidsscore).*|vn(umme)?r|vnumber|rekening)$/;

export const isRefusedName = (name: string): boolean => refusedNames.test(plainName(name));

/** A short list: who writes a diagnosis in other words is not stopped by it. */
const healthWords = [
  'diagnos\\p{L}*|pt[sd]s[sd]?|depressi\\p{L}*|depressief|schizofren\\p{L}*|schizophren\\p{L}*|psychos[ei]\\p{L}*|psychoti\\p{L}*',
  'bipola\\p{L}*|borderline|autis\\p{L}*|adhd|dement\\p{L}*|alzheimer|epilep\\p{L}*|diabet\\p{L}*|suikerziekte|kanker|cancer|tumor',
  'hiv|aids|hepatitis|tubercul\\p{L}*|tbc|zwanger\\p{L}*|pregnan\\p{L}*|su[iï]cid\\p{L}*|zelfmoord\\p{L}*|versla(?:afd|ving)\\p{L}*',
  '\\p{L}*stoornis(?:sen)?|verstandelijke beperking|getraumatiseerd|chemokuur|antidepressiva',
];
const healthWord = new RegExp(`(?<!\\p{L})(?:${healthWords.join('|')})(?!\\p{L})`, 'iu');
/** ICD-10 with its dot (F43.1), or without it behind its word. */
const icdCode = /(?<![\p{L}\p{N}])[A-TV-Z]\d\d\.\d{1,2}(?![\p{L}\p{N}])|\bICD(?:-?10)?\b/iu;

const ofNumber: Readonly<Record<PersonalNumber, Reason>> = {
  bsn: 'has_bsn',
  v_number: 'has_v_number',
  iban: 'has_iban',
  card: 'has_card',
  password: 'has_password',
};

/** Rooms and buildings are called as codes are. */
const isPlace = (field: string): boolean => /^(location|withWhom|school|payee|mapUrl)$/.test(field);
/** Coordinates in a link pass the eleven test by chance; an id with letters in it is no BSN. */
const mayPassEleven = (field: string, value: string): boolean =>
  field === 'mapUrl' || (/^(id|person)$/.test(field) && /\p{L}/u.test(value));

/** Without any of these there is nothing to mask: most texts, and it saves most of the time. */
const mayHoldNumber = /[\p{Nd}@#$%^&*_]/u;

/** What a text holds that must not be kept: the first of it. */
export function refusedIn(field: string, value: string): Fault | undefined {
  const kinds = mayHoldNumber.test(value) ? maskPersonalNumbers(value).kinds : [];
  const number = kinds.find((kind) => !((kind === 'bsn' || kind === 'card') && mayPassEleven(field, value)));
  if (number) return { field, reason: ofNumber[number] };
  if (healthWord.test(value) || (!isPlace(field) && icdCode.test(value))) return { field, reason: 'has_diagnosis' };
  return undefined;
}
