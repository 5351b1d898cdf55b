/** What people ask in a bench: several languages, asked well and badly; none is passed to a person. Invented. */
export const utterances: readonly { text: string; locale: string }[] = [
  { text: 'Wanneer is mijn volgende afspraak?', locale: 'nl-NL' },
  { text: 'ik weet niet waar het gesprek is, welk adres', locale: 'nl-NL' },
  { text: 'wat moet ik meenemen naar de afspraak van donderdag', locale: 'nl-NL' },
  { text: 'Hallo', locale: 'nl-NL' },
  { text: 'hoe werkt dit, wat kan jij', locale: 'nl-NL' },
  { text: 'When is my next appointment?', locale: 'en-GB' },
  { text: 'can u tell me wich papers i must bring to the gemeente', locale: 'en-GB' },
  { text: 'I would like to see all my appointments this month', locale: 'en-GB' },
  { text: 'متى موعدي القادم مع البلدية؟', locale: 'ar-SA' },
  { text: 'شنو لازم اجيب معي للموعد', locale: 'ar-SA' },
  { text: 'mata mawidi al jay maa el gemeente', locale: 'ar-SA' },
  { text: 'ቆጸራይ መዓስ እዩ?', locale: 'ti-ER' },
  { text: 'what is the weather going to be tomorrow in the city', locale: 'en-GB' },
  { text: 'thanks, that is clear', locale: 'en-GB' },
];

let next = 0;

/** They come round and round. */
export const nextUtterance = (): { text: string; locale: string } => utterances[next++ % utterances.length]!;
