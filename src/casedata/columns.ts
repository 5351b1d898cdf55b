import type { CaseKind } from '../core/case-data.ts';
import {
  asCents,
  asCount,
  asDate,
  asList,
  asMonth,
  asOneOf,
  asText,
  asTime,
  asYes,
  type ReadValue,
} from './read-values.ts';

/** A column that a file may have: which field it is, the headers it goes by besides that, and how it is read. */
export interface Column {
  field: string;
  names: readonly string[];
  read: ReadValue;
}

const column = (field: string, read: ReadValue, ...names: string[]): Column => ({ field, names, read });

const personNames = [
  'klantnummer',
  'klant',
  'cliëntnummer',
  'cliënt',
  'persoon',
  'persoonsnummer',
  'customer',
  'client',
];
const person = column('person', asText, ...personNames);
const provenance = [
  column('source', asText, 'bron', 'geleverd door'),
  column('asOf', asDate, 'peildatum', 'per datum', 'stand per', 'as of'),
];

const persons = [
  column('id', asText, ...personNames, 'person'),
  column('displayName', asText, 'roepnaam', 'voornaam', 'naam', 'first name', 'name'),
  column(
    'language',
    asOneOf({
      nl: ['Nederlands', 'Dutch'],
      en: ['Engels', 'English'],
      ar: ['Arabisch', 'Arabic'],
      ti: ['Tigrinya', 'Tigrinja'],
      fa: ['Farsi', 'Perzisch', 'Dari', 'Persian'],
      tr: ['Turks', 'Turkish'],
      so: ['Somalisch', 'Somali'],
      fr: ['Frans', 'French'],
      uk: ['Oekraïens', 'Ukrainian'],
    }),
    'taal',
    'voorkeurstaal',
  ),
  column(
    'law',
    asOneOf({
      2021: ['Wi2021', 'Wet inburgering 2021'],
      2013: ['Wi2013', 'Wet inburgering 2013'],
      none: ['geen', 'niet inburgeringsplichtig', 'no duty'],
    }),
    'wet',
    'inburgeringswet',
  ),
  column(
    'group',
    asOneOf({
      asylum: ['asiel', 'asielstatushouder', 'statushouder', 'ASH'],
      asylum_family: ['gezinslid statushouder', 'gezinslid asielstatushouder', 'nareiziger', 'nareis'],
      family: ['gezinsmigrant', 'gezin', 'GM', 'family migrant'],
      other: ['overig', 'anders'],
    }),
    'groep',
    'doelgroep',
  ),
  column('caseWorker', asText, 'klantmanager', 'consulent', 'casemanager', 'regisseur', 'case worker'),
  column('sharedPhone', asYes, 'gedeelde telefoon', 'telefoon gedeeld', 'shared phone'),
];

const appointments = [
  column('id', asText, 'afspraaknummer', 'afspraak', 'kenmerk', 'appointment', 'appointment id'),
  person,
  column('kind', asText, 'soort', 'soort afspraak', 'type', 'onderwerp'),
  column('start', asTime, 'begin', 'aanvang', 'begintijdstip', 'datum en tijd', 'datumtijd', 'starts'),
  column('end', asTime, 'einde', 'eindtijdstip', 'ends'),
  column('date', asDate, 'datum', 'afspraakdatum', 'day'),
  column('startTime', asText, 'begintijd', 'tijd', 'aanvangstijd', 'time', 'from'),
  column('endTime', asText, 'eindtijd', 'tot', 'until'),
  column('location', asText, 'locatie', 'plaats', 'adres', 'place', 'address'),
  column('mapUrl', asText, 'kaart', 'kaartlink', 'map'),
  column('withWhom', asText, 'met wie', 'met', 'gesprekspartner', 'with'),
  column('bring', asList, 'meenemen', 'meebrengen', 'bring along'),
  column(
    'interpreter',
    asOneOf({ requested: ['aangevraagd'], arranged: ['geregeld', 'ja'], none: ['geen', 'nee', 'no'] }),
    'tolk',
  ),
  column('obligatory', asYes, 'verplicht', 'mandatory'),
  column(
    'status',
    asOneOf({
      planned: ['gepland', 'ingepland'],
      moved: ['verplaatst', 'verzet'],
      cancelled: ['geannuleerd', 'afgezegd', 'vervallen', 'canceled'],
      done: ['geweest', 'gehouden', 'afgerond'],
      missed: ['niet verschenen', 'gemist', 'no show'],
    }),
  ),
  ...provenance,
];

const hourNames: Readonly<Record<string, readonly string[]>> = {
  nt2: ['NT2', 'taal'],
  knm: ['KNM'],
  participation: ['participatie', 'participation'],
  map: ['MAP'],
  pvt: ['PVT'],
};
const examNames: Readonly<Record<string, readonly string[]>> = {
  reading: ['lezen', 'reading'],
  listening: ['luisteren', 'listening'],
  writing: ['schrijven', 'writing'],
  speaking: ['spreken', 'speaking'],
  knm: ['KNM'],
};
const asLevel = asOneOf({ a2: [], b1: [], b2: [] });
const asResult = asOneOf({
  passed: ['geslaagd', 'gehaald', 'voldoende'],
  failed: ['gezakt', 'niet gehaald', 'onvoldoende'],
});

const routes = [
  column('person', asText, ...personNames, 'id'),
  column(
    'leerroute',
    asOneOf({
      b1: ['B1-route'],
      education: ['onderwijsroute', 'onderwijs', 'education route'],
      z: ['Z-route', 'zelfredzaamheidsroute'],
    }),
    'route',
  ),
  column('startedOn', asDate, 'begindatum', 'startdatum', 'gestart op', 'start'),
  column('pipDate', asDate, 'datum PIP', 'PIP-datum', 'PIP', 'date of PIP'),
  column('termEnd.date', asDate, 'einde termijn', 'einddatum termijn', 'einde inburgeringstermijn', 'termijn tot'),
  column('termEnd.source', asText, 'bron termijn', 'bron einde termijn'),
  column('termEnd.asOf', asDate, 'peildatum termijn', 'termijn per datum'),
  column('school', asText, 'taalschool'),
  column('classTimes', asText, 'lestijden', 'lesdagen', 'class times'),
  ...Object.entries(hourNames).flatMap(([hour, names]) => [
    column(
      `hours.${hour}.done`,
      asCount,
      ...names.flatMap((name) => [`uren ${name}`, `${name} uren`, `${name} hours`]),
    ),
    column(
      `hours.${hour}.target`,
      asCount,
      ...names.flatMap((name) => [`doel uren ${name}`, `${name} uren doel`, `${name} doel`, `${name} hours target`]),
    ),
  ]),
  column('pvtSignedOn', asDate, 'PVT getekend', 'participatieverklaring getekend', 'PVT signed on'),
  column('mapTalkOn', asDate, 'MAP eindgesprek', 'MAP-eindgesprek', 'MAP talk on'),
  ...Object.entries(examNames).flatMap(([part, names]) => [
    column(`exams.${part}.part`, asText),
    column(`exams.${part}.level`, asLevel, ...names.flatMap((name) => [`niveau ${name}`, `level ${name}`])),
    column(`exams.${part}.date`, asDate, ...names.flatMap((name) => [`examendatum ${name}`, `exam date ${name}`])),
    column(`exams.${part}.result`, asResult, ...names.flatMap((name) => [`uitslag ${name}`, `result ${name}`])),
    column(`exams.${part}.attemptsUsed`, asCount, ...names.flatMap((name) => [`pogingen ${name}`, `attempts ${name}`])),
  ]),
  column('nextStep', asText, 'volgende stap', 'next step'),
  ...provenance,
];

const payments = [
  column('id', asText, 'betaalnummer', 'betaling', 'kenmerk', 'payment', 'payment id'),
  person,
  column('month', asMonth, 'maand', 'periode', 'period'),
  column(
    'kind',
    asOneOf({
      rent: ['huur'],
      gas: [],
      water: [],
      electricity: ['stroom', 'elektriciteit', 'licht'],
      health_insurance: ['zorgverzekering', 'zorgpremie', 'premie zorgverzekering'],
      living_money: ['leefgeld'],
      allowance_bridge: ['toeslag-overbrugging', 'overbrugging toeslagen', 'overbrugging toeslag'],
      other: ['overig', 'anders'],
    }),
    'soort',
    'type',
    'soort betaling',
  ),
  column('cents', asCount),
  column('amount', asCents, 'bedrag'),
  column('payee', asText, 'aan', 'begunstigde', 'ontvanger', 'paid to'),
  column(
    'status',
    asOneOf({
      planned: ['gepland'],
      executed: ['uitgevoerd', 'betaald', 'paid'],
      failed: ['mislukt'],
      stopped: ['gestopt'],
      unknown: ['onbekend'],
    }),
  ),
  column('executedOn', asDate, 'uitgevoerd op', 'betaald op', 'betaaldatum', 'paid on'),
  column('plannedOn', asDate, 'gepland op', 'geplande datum', 'due on'),
  ...provenance,
];

const reliefs = [
  column('person', asText, ...personNames, 'id'),
  column('start', asDate, 'begin', 'begindatum', 'startdatum', 'ontzorgen vanaf', 'from'),
  column('end', asDate, 'einde', 'einddatum', 'ontzorgen tot', 'until'),
  column('afterwards', asText, 'daarna', 'na afloop'),
  column('nextBenefitOn', asDate, 'volgende uitkering', 'volgende leefgeld', 'next benefit on'),
  column('openAction', asText, 'openstaande actie', 'nog te doen', 'open action'),
  ...provenance,
];

/** The columns of each kind. A JSON file has the same, nested or flat. */
export const columns: Readonly<Record<CaseKind, readonly Column[]>> = {
  persons,
  appointments,
  routes,
  payments,
  reliefs,
};
