/** What each person says while the server is killed: questions, and among them a wish that becomes a ticket by four taps. */
export const script: readonly (string | { press: string })[] = [
  'Wanneer is mijn afspraak?',
  'Welke papieren neem ik mee naar de afspraak?',
  { press: 'human:' },
  { press: 'choose:other' },
  { press: 'choose:skip' },
  { press: 'choose:yes' },
  'When is my appointment?',
  'متى موعدي؟',
  'Dankjewel',
  'Wat weet je van mij?',
];

/** The place of the tap that makes the ticket: the ticket's receipt answers it, perhaps after later questions. */
export const sendingTap = 5;
