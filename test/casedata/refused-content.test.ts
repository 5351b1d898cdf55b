import { expect, test } from '@jest/globals';
import { isRefusedName, refusedIn } from '../../src/casedata/refused-content.ts';

test.each([
  'BSN',
  'burgerservicenummer',
  'Sofi-nummer',
  'v_nummer',
  'V nr',
  'Vreemdelingennummer',
  'IBAN',
  'Bankrekeningnummer',
])('a field called %s is refused', (name) => expect(isRefusedName(name)).toBe(true));
test.each(['Diagnose', 'diagnosis', 'ICD-10', 'Medische gegevens', 'Etniciteit', 'Religie', 'DigiD'])(
  'a field called %s is refused',
  (name) => expect(isRefusedName(name)).toBe(true),
);
test.each(['Klantnummer', 'Afspraaknummer', 'Zorgverzekering', 'Gesprekspartner', 'Volgnr', 'Leerroute', 'Verplicht'])(
  'a field called %s is none of them',
  (name) => expect(isRefusedName(name)).toBe(false),
);

test.each([
  ['nextStep', 'BSN 123456782', 'has_bsn'],
  ['payee', 'NL91ABNA0417164300', 'has_iban'],
  ['withWhom', 'V-nummer: 1234567890', 'has_v_number'],
  ['kind', 'gesprek PTSS', 'has_diagnosis'],
  ['nextStep', 'behandeling F43.1', 'has_diagnosis'],
  ['bring', 'uitslag hiv-test', 'has_diagnosis'],
  ['openAction', 'Vanwege uw depressie', 'has_diagnosis'],
  ['id', '123456782', 'has_bsn'],
  ['id', '1234.56.782', 'has_bsn'],
  ['person', 'NL91ABNA0417164300', 'has_iban'],
])('%s: %s', (field, value, reason) => expect(refusedIn(field, value)).toEqual({ field, reason }));

test.each([
  ['id', 'KL123456782'],
  ['id', '10023'],
  ['location', 'Stadhuis, kamer B12.3'],
  ['mapUrl', 'https://kaart.example/@52.7123456,5.1234567'],
  ['withWhom', 'Huisartsenpraktijk De Linde'],
  ['kind', 'huisarts-GGD'],
  ['bring', 'zorgpas'],
  ['nextStep', 'Bel 0123 456 789 voor 12-03-2027'],
])('%s: %s may stand there', (field, value) => expect(refusedIn(field, value)).toBeUndefined());
