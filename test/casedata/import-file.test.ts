import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { appointments, audit, payments, persons, reliefs, routes } from '../../src/people/collections.ts';
import { faultyStore, monday, untilAnswered } from '../people/world.ts';
import { createImportWorld, type ImportWorld } from './world.ts';

let world: ImportWorld;
beforeEach(async () => {
  world = await createImportWorld();
});

const nobody = { written: 0, unchanged: 0 };
const header =
  'Afspraaknummer;Klantnummer;Soort;Datum;Begintijd;Eindtijd;Locatie;Met wie;Meenemen;Tolk;Verplicht;Status';
const line = (id: string, change: Record<number, string> = {}): string =>
  [
    id,
    'demo-amina',
    'PVT',
    '31-12-2026',
    '14:30',
    '15:30',
    'Kade 12',
    'Taalhuis',
    'pas|brief',
    'geregeld',
    'ja',
    'gepland',
  ]
    .map((cell, at) => change[at] ?? cell)
    .join(';');
const file = (...lines: string[]): string => [header, ...lines].join('\r\n') + '\r\n';

test('a file with Dutch headers becomes appointments that the person hears of', async () => {
  expect(await world.import('appointments', file(line('A1'), line('A2', { 3: '1/1/2027' })))).toEqual({
    kind: 'appointments',
    rows: 2,
    written: 2,
    unchanged: 0,
    bad: 0,
    said: [],
  });
  const from = Date.parse('2026-12-01T00:00:00Z');
  const coming = await world.people.appointments(await world.person(), { from, limit: 9 }, world.look('seen'));
  expect(coming[0]).toEqual({
    id: expect.any(String),
    person: 'demo-amina',
    kind: 'PVT',
    start: '2026-12-31T13:30:00.000Z',
    end: '2026-12-31T14:30:00.000Z',
    location: 'Kade 12',
    withWhom: 'Taalhuis',
    bring: ['pas', 'brief'],
    interpreter: 'arranged',
    obligatory: true,
    status: 'planned',
    source: 'Wegstad',
    asOf: '2026-03-02',
  });
  expect(coming[1]?.start).toBe('2027-01-01T13:30:00.000Z');
});

test('English headers, commas, quotes over lines, a mark in front, and ISO times with an offset', async () => {
  const csv =
    '\ufeffid,person,kind,start,location,with whom,bring along,mandatory,interpreter,as of\n' +
    'A1,demo-amina,MAP,2026-06-01T09:00:00+02:00,"Street 1, Wegstad",Sanne,"pass\npaper",no,requested,2026-02-27\n';
  expect(await world.import('appointments', csv)).toMatchObject({ written: 1, bad: 0 });
  const [kept] = await world.kept(appointments as never);
  expect(kept?.body).toMatchObject({
    start: '2026-06-01T07:00:00.000Z',
    location: 'Street 1, Wegstad',
    bring: ['pass', 'paper'],
    obligatory: false,
    interpreter: 'requested',
    asOf: '2026-02-27',
  });
});

test('people, and what hangs on them, by the names of their own system, which are not kept', async () => {
  const people = 'Klantnummer;Roepnaam;Taal;Wet;Groep;Klantmanager\nKL-77;Samira;Arabisch;Wi2021;asiel;Sanne Verhoef\n';
  expect(await world.import('persons', people)).toMatchObject({ written: 1 });
  const route =
    'Klant;Leerroute;Begindatum;Uren NT2;NT2 doel;Einde termijn;Bron termijn;Peildatum termijn;Uitslag lezen\n';
  expect(
    await world.import('routes', `${route}KL-77;Z-route;1-9-2025;120;800;1-9-2028;Brief DUO;3-9-2025;gehaald\n`),
  ).toMatchObject({ written: 1, bad: 0 });
  const paid = 'Betaalnummer;Klantnummer;Maand;Soort;Bedrag;Status;Uitgevoerd op\n';
  expect(await world.import('payments', `${paid}B1;KL-77;02-2026;huur;€ 1.612,50;uitgevoerd;1-2-2026\n`)).toMatchObject(
    { written: 1 },
  );
  expect(await world.import('reliefs', [{ person: 'KL-77', start: '2025-10-01', end: '2026-04-01' }])).toMatchObject({
    written: 1,
  });
  const [person] = await world.kept(persons as never);
  expect(person?.body).toMatchObject({ displayName: 'Samira', language: 'ar', caseWorker: 'sanne', basis: 'record' });
  const id = person?.id;
  expect((await world.kept(routes as never))[0]).toMatchObject({
    id,
    body: {
      leerroute: 'z',
      hours: { nt2: { done: 120, target: 800 } },
      termEnd: { date: '2028-09-01', source: 'Brief DUO', asOf: '2025-09-03' },
      exams: [{ part: 'reading', result: 'passed' }],
    },
  });
  expect((await world.kept(payments as never))[0]?.body).toMatchObject({
    person: id,
    cents: 161250,
    status: 'executed',
    executedOn: '2026-02-01',
  });
  expect((await world.kept(reliefs as never))[0]).toMatchObject({ id, body: { end: '2026-04-01' } });
  const everything = await Promise.all(
    [persons, routes, payments, reliefs, audit].map((collection) =>
      world.store.walk(collection as never, { limit: 999 }),
    ),
  );
  expect(JSON.stringify(everything)).not.toMatch(/KL-77|"B1"/);
});

test('the same file again changes nothing; another one changes what differs, and leaves one trace', async () => {
  const csv = file(line('A1'), line('A2'));
  await world.import('appointments', csv);
  const before = await world.kept(appointments as never);
  expect(await world.import('appointments', csv)).toMatchObject({ rows: 2, written: 0, unchanged: 2 });
  expect(await world.kept(appointments as never)).toEqual(before);
  expect(await world.import('appointments', file(line('A1'), line('A2', { 11: 'geannuleerd' })))).toMatchObject({
    written: 1,
    unchanged: 1,
  });
  expect((await world.kept(appointments as never)).map(({ version }) => version).sort()).toEqual([1, 2]);
  const seen = await world.people.auditOf('demo-amina', 'wegstad', 10);
  expect(seen.map(({ action, origin, actor }) => [action, origin, actor.role])).toEqual([
    ['appointments.delivered', 'import', 'system'],
    ['appointments.delivered', 'import', 'system'],
  ]);
});

test('a file with three bad rows writes none and names three, by line and column, in Dutch and without values', async () => {
  const csv = file(
    line('A1'),
    line('A2', { 3: '31-02-2026' }),
    '',
    line('A3', { 1: 'KL-unknown' }),
    line('A4', { 8: 'pas|BSN 123456782' }),
    line('A5'),
  );
  const { said, ...report } = await world.import('appointments', csv);
  expect(report).toEqual({ kind: 'appointments', rows: 5, ...nobody, bad: 3 });
  expect(said).toEqual([
    'regel 3, kolom Datum: is geen datum die bestaat (31-12-2026 of 2026-12-31)',
    'regel 5, kolom Klantnummer: is hier niet bekend',
    'regel 6, kolom Meenemen: bevat een getal dat een BSN kan zijn (elfproef)',
  ]);
  expect(await world.kept(appointments as never)).toEqual([]);
});

test('a person of another municipality is unknown, and a staff member of another does not work here', async () => {
  expect((await world.import('appointments', file(line('A1', { 1: 'demo-yusuf' })))).said).toEqual([
    'regel 2, kolom Klantnummer: is hier niet bekend',
  ]);
  expect((await world.import('persons', 'id,name,case worker\nK1,Omid,bram\n')).said).toEqual([
    'regel 2, kolom case worker: werkt hier niet volgens het bestand van de gemeente',
  ]);
  await expect(world.import('persons', 'id,name\ndemo-yusuf,Omid\n')).rejects.toMatchObject({ code: 'forbidden' });
  expect((await world.person('demo-yusuf', 'overdam')).displayName).toBe('Yusuf');
});

test('one source id at two municipalities is two people', async () => {
  await world.import('persons', 'id,name\nK1,Omid\n');
  await world.import('persons', 'id,name\nK1,Rahel\n', { municipality: 'overdam' });
  const names = async (place: string) =>
    (await world.kept(persons as never, place)).map(({ body }) => body.displayName);
  expect([await names('wegstad'), await names('overdam')]).toEqual([['Omid'], ['Rahel']]);
});

test("the municipality's own headers", async () => {
  const settings = {
    import: {
      columns: { appointments: { Dossier: 'person', 'Wat dan': 'kind' } },
      sources: { appointments: 'Agenda' },
    },
  };
  const csv = file(line('A1')).replace('Klantnummer', 'DOSSIER').replace('Soort', 'Wat dan');
  expect(await world.import('appointments', csv, { settings })).toMatchObject({ written: 1, said: [] });
  expect((await world.kept(appointments as never))[0]?.body).toMatchObject({ kind: 'PVT', source: 'Agenda' });
});

test('what a person changed elsewhere stays when a file does not name it', async () => {
  await world.import('persons', 'id,name,shared phone\nK1,Omid,ja\n');
  await world.import('persons', 'id,name,language\nK1,Omid,Farsi\n');
  expect((await world.kept(persons as never))[0]?.body).toMatchObject({ sharedPhone: true, language: 'fa' });
});

describe('a column that must not be there, or is not, is said once', () => {
  test.each([
    ['BSN', 'kolom BSN mag hier niet in'],
    ['V-nummer', 'kolom V-nummer mag hier niet in'],
    ['IBAN', 'kolom IBAN mag hier niet in'],
    ['Diagnose', 'kolom Diagnose mag hier niet in'],
    ['Klant', 'kolom Klant staat er twee keer'],
  ])('%s', async (name, said) => {
    const csv = `${header};${name}\r\n${line('A1')};\r\n`;
    const imported = await world.import('appointments', csv);
    expect(imported).toMatchObject({ rows: 1, ...nobody, bad: 1, said: [expect.stringContaining(said)] });
  });

  test('one that is needed', async () => {
    const { said } = await world.import(
      'appointments',
      'id;klant;soort;datum;locatie\nA1;demo-amina;PVT;1-5-2026;Kade\n',
    );
    expect(said).toEqual(['kolom begin ontbreekt', 'kolom met wie ontbreekt', 'kolom verplicht ontbreekt']);
  });

  test('one that means nothing here is not read, and said', async () => {
    const imported = await world.import('appointments', `${header};Kleur\r\n${line('A1')};rood\r\n`);
    expect(imported).toMatchObject({ written: 1, said: ['niet gelezen en niet bewaard: Kleur'] });
  });
});

test.each([
  ['een leeg bestand', '', 'het bestand is leeg'],
  ['geen UTF-8', new Uint8Array([0xff, 0xfe, 0x41]), 'het bestand is geen UTF-8: sla het op als "CSV UTF-8"'],
  ['een quote zonder eind', 'id;person\nA1;"x\n', expect.stringMatching(/^regel \d+ is geen CSV/)],
  ['geen lijst', { persons: [] }, expect.stringContaining('geen lijst')],
  ['te weinig kolommen', `${header}\nA1;demo-amina\n`, expect.stringMatching(/^regel 2 heeft meer of minder kolommen/)],
])('%s is no file that can be read', async (_name, content, said) => {
  expect(await world.import('appointments', content as never)).toMatchObject({ ...nobody, bad: 1, said: [said] });
});

test.each([
  ['twee keer', [line('A1'), line('A1')], 'regel 3, kolom Afspraaknummer: staat al in een eerdere rij'],
  ['eind voor begin', [line('A1', { 5: '14:00' })], 'regel 2, kolom Eindtijd: ligt niet na het begin'],
  ['geen tijd', [line('A1', { 4: 'ochtend' })], /regel 2, kolom Begintijd: is geen tijdstip/],
  ['zomertijd', [line('A1', { 3: '29-3-2026', 4: '02:30', 5: '04:00' })], /kolom Begintijd: bestaat niet: die nacht/],
  [
    'wintertijd',
    [line('A1', { 3: '25-10-2026', 4: '02:30', 5: '04:00' })],
    /kolom Begintijd: komt die nacht twee keer/,
  ],
  ['status', [line('A1', { 11: 'misschien' })], 'regel 2, kolom Status: is geen van de bekende waarden'],
  ['leeg', [line('A1', { 6: '' })], 'regel 2, kolom Locatie: ontbreekt'],
  [
    'diagnose',
    [line('A1', { 2: 'gesprek over PTSS' })],
    'regel 2, kolom Soort: bevat een woord of code over gezondheid',
  ],
  ['V-nummer', [line('A1', { 7: 'v-nummer 1234567890' })], 'regel 2, kolom Met wie: bevat een V-nummer'],
  ['BSN als kenmerk', [line('123456782')], /kolom Afspraaknummer: bevat een getal dat een BSN kan zijn/],
])('a row with %s', async (_name, lines, said) => {
  const imported = await world.import('appointments', file(...lines));
  expect(imported).toMatchObject({ ...nobody, bad: 1 });
  expect(imported.said).toEqual([typeof said === 'string' ? said : expect.stringMatching(said)]);
});

test.each([
  [{ status: 'executed' }, 'executedOn: is nodig bij een betaling die is uitgevoerd'],
  [{ status: 'executed', executedOn: '2026-03-03' }, 'executedOn: ligt in de toekomst'],
  [{ status: 'planned', executedOn: '2026-03-01' }, 'executedOn: hoort alleen bij een betaling die is uitgevoerd'],
  [{ status: 'planned', amount: '12,345' }, 'amount: is geen bedrag in euro (612,50)'],
])('paid is only what was executed, with its date: %j', async (change, said) => {
  const row = { id: 'B1', person: 'demo-amina', month: '2026-03', kind: 'rent', ...change };
  expect((await world.import('payments', [row])).said).toEqual([`rij 1, kolom ${said}`]);
});

test('the end of a term only from DUO', async () => {
  const termEnd = { date: '2028-09-01', source: 'berekend', asOf: '2026-01-01' };
  const { said } = await world.import('routes', [{ person: 'demo-amina', leerroute: 'z', termEnd }]);
  expect(said).toEqual(['rij 1, kolom termEnd.source: telt alleen met een bron van DUO']);
});

test('the examples in docs/case-data.md are taken as they stand', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/case-data.md'), 'utf8');
  const files = /```\n(Klantnummer;Roepnaam[^`]*)```/.exec(page)?.[1]?.split('\n\n') ?? [];
  const kinds = ['persons', 'appointments', 'routes', 'payments', 'reliefs'] as const;
  expect(files).toHaveLength(kinds.length);
  for (const [at, kind] of kinds.entries()) {
    const imported = await world.import(kind, files[at] ?? '', { now: Date.parse('2026-11-25T10:00:00Z') });
    expect(imported).toEqual({ kind, rows: 1, written: 1, unchanged: 0, bad: 0, said: [] });
  }
});

test('10,000 appointments, and again', async () => {
  const many = file(...Array.from({ length: 10_000 }, (_, at) => line(`A${at}`, { 4: `0${at % 10}:15` })));
  expect(await world.import('appointments', many)).toMatchObject({ rows: 10_000, written: 10_000 });
  expect(await world.import('appointments', many)).toMatchObject({ written: 0, unchanged: 10_000 });
  expect(await world.kept(appointments as never)).toHaveLength(10_000);
});

test('what is delivered of somebody who had everything erased is left out, until they come back', async () => {
  await world.people.erasing.record('demo-amina', 'wegstad');
  const csv = file(line('A1'), line('A2', { 1: 'demo-selam' }));
  expect(await world.import('appointments', csv)).toMatchObject({ rows: 2, written: 1, bad: 0, leftOut: 1 });
  expect(await world.import('persons', 'id,name\ndemo-amina,Amina\n')).toMatchObject({ written: 0, leftOut: 1 });
  await world.people.erasing.letBack('demo-amina');
  expect(await world.import('persons', 'id,name\ndemo-amina,Amina\n')).toMatchObject({ written: 1 });
  expect(await world.import('appointments', csv)).toMatchObject({ written: 1, unchanged: 1 });
});

test.each(['lost', 'torn'] as const)('cut off anywhere, the write %s, the file again completes it', async (fault) => {
  const csv = file(...Array.from({ length: 3 }, (_, at) => line(`A${at}`)));
  const faulty = faultyStore(fault);
  for (let step = 1, hadFault = true; hadFault; step += 1) {
    const hit = await createImportWorld(faulty.wrap);
    faulty.failAt(step);
    await untilAnswered(() => hit.import('appointments', csv));
    hadFault = faulty.failed();
    faulty.failAt(Infinity);
    expect(await hit.kept(appointments as never)).toHaveLength(3);
    expect(await hit.deliveries.unfinished('wegstad')).toEqual([]);
  }
});

test('one that was cut off is known until it is finished', async () => {
  const faulty = faultyStore('lost');
  const hit = await createImportWorld(faulty.wrap);
  // Reading the person and the row, saying that it begins; then the rows.
  faulty.failAt(4);
  await expect(hit.import('appointments', file(line('A1')))).rejects.toThrow();
  const unfinished = { municipality: 'wegstad', kind: 'appointments', rows: 1, startedAt: monday };
  expect(await hit.deliveries.unfinished('wegstad')).toEqual([unfinished]);
  expect(await hit.deliveries.unfinished('overdam')).toEqual([]);
  await hit.import('appointments', file(line('A1')));
  expect(await hit.deliveries.unfinished('wegstad')).toEqual([]);
});
