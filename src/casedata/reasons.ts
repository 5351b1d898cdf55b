/** Why a row is not taken, as a table: in Dutch for who runs the import, in English for who calls the API. */
export const reasons = {
  missing: { nl: 'ontbreekt', en: 'is missing' },
  unknown_field: { nl: 'bestaat hier niet', en: 'does not exist here' },
  forbidden_field: {
    nl: 'mag hier niet in: BSN, V-nummer, IBAN, DigiD en gegevens over gezondheid blijven in uw eigen systeem',
    en: 'is not accepted: BSN, V-number, IBAN, DigiD and data about health stay in your own system',
  },
  has_bsn: {
    nl: 'bevat een getal dat een BSN kan zijn (elfproef)',
    en: 'holds a number that may be a BSN (eleven test)',
  },
  has_v_number: { nl: 'bevat een V-nummer', en: 'holds a V-number' },
  has_iban: { nl: 'bevat een IBAN', en: 'holds an IBAN' },
  has_card: { nl: 'bevat een kaartnummer', en: 'holds a card number' },
  has_password: { nl: 'bevat een wachtwoord of code', en: 'holds a password or code' },
  has_diagnosis: { nl: 'bevat een woord of code over gezondheid', en: 'holds a word or code about health' },
  wrong_type: { nl: 'heeft niet de juiste vorm', en: 'has not the right form' },
  not_a_date: {
    nl: 'is geen datum die bestaat (31-12-2026 of 2026-12-31)',
    en: 'is no date that exists (as 2026-12-31)',
  },
  not_a_month: { nl: 'is geen maand (12-2026 of 2026-12)', en: 'is no month (as 2026-12)' },
  not_a_time: {
    nl: 'is geen tijdstip (31-12-2026 14:30 of 2026-12-31T14:30)',
    en: 'is no time (as 2026-12-31T14:30 or 2026-12-31T14:30:00+01:00)',
  },
  no_such_time: {
    nl: 'bestaat niet: die nacht gaat de klok een uur vooruit',
    en: 'does not exist: the clock goes forward that night',
  },
  time_twice: {
    nl: 'komt die nacht twee keer voor: schrijf +02:00 (eerste keer) of +01:00 (tweede keer) erachter',
    en: 'comes twice that night: add +02:00 (the first) or +01:00 (the second)',
  },
  before_start: { nl: 'ligt niet na het begin', en: 'is not after the start' },
  in_future: { nl: 'ligt in de toekomst', en: 'is in the future' },
  not_a_number: { nl: 'is geen heel getal van 0 of meer', en: 'is no whole number of 0 or more' },
  not_an_amount: { nl: 'is geen bedrag in euro (612,50)', en: 'is no amount in euro (as 612.50)' },
  not_yes_or_no: { nl: 'is geen ja of nee', en: 'is not true or false' },
  not_one_of: { nl: 'is geen van de bekende waarden', en: 'is none of the known values' },
  not_https: { nl: 'is geen adres dat met https:// begint', en: 'is no address that starts with https://' },
  not_an_id: { nl: 'is geen kenmerk van 1 tot 128 tekens', en: 'is no id of 1 to 128 characters' },
  too_long: { nl: 'is te lang', en: 'is too long' },
  too_many: { nl: 'heeft te veel delen', en: 'has too many parts' },
  unknown_person: { nl: 'is hier niet bekend', en: 'is not known here' },
  unknown_staff: {
    nl: 'werkt hier niet volgens het bestand van de gemeente',
    en: 'does not work here, says the file of the municipality',
  },
  not_from_duo: { nl: 'telt alleen met een bron van DUO', en: 'counts only with a source of DUO' },
  executed_without_date: {
    nl: 'is nodig bij een betaling die is uitgevoerd',
    en: 'is needed for a payment that was executed',
  },
  date_without_executed: {
    nl: 'hoort alleen bij een betaling die is uitgevoerd',
    en: 'belongs only to a payment that was executed',
  },
  other_than_address: { nl: 'is anders dan in het adres', en: 'is another than in the address' },
  twice: { nl: 'staat al in een eerdere rij', en: 'stands in an earlier row too' },
  column_twice: { nl: 'staat er twee keer', en: 'stands there twice' },
  wrong_columns: {
    nl: 'heeft meer of minder kolommen dan de eerste regel',
    en: 'has more or fewer columns than the first line',
  },
} as const;

export type Reason = keyof typeof reasons;

export const isReason = (value: string): value is Reason => value in reasons;

/** What is wrong with one field of a delivered thing. Never its value: that may be a BSN. */
export interface Fault {
  /** The path of the field, as `hours.nt2.done`; empty: the whole row. */
  field: string;
  reason: Reason;
}
