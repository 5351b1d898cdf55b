import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { erasePerson } from '../../src/app/erase-person.ts';
import { drafts } from '../../src/console/drafts.ts';
import { appointments, audit } from '../../src/people/collections.ts';
import { openDesk, type DeskWorker, type DeskWorld } from './desk-world.ts';

let desk: DeskWorld;
let sanne: DeskWorker;
let ticket: string;
beforeEach(async () => {
  desk = await openDesk();
  sanne = await desk.logIn('sanne');
  ticket = await desk.wish();
});
afterEach(() => desk.close());

const heard = async (): Promise<string> => (await desk.world.hear()).map(({ text }) => text).join('\n');
const aminas = () =>
  desk.world.store
    .find(appointments, { where: { person: 'demo-amina' }, limit: 20 })
    .then((all) => all.map(({ body }) => body));
const actions = async (): Promise<string[]> =>
  (await desk.world.store.find(audit, { where: { person: 'demo-amina' }, limit: 200 })).map(({ body }) => body.action);
/** So many days after the held day, as an ISO date. */
const later = (days: number): string => new Date(desk.world.clock.now() + days * 86_400_000).toISOString().slice(0, 10);

test('a saved phrase is said in the newcomer’s language, and reads back with its Dutch', async () => {
  await sanne.post(`${ticket}/claim`);
  const { body } = await sanne.get('/phrases?language=ar');
  expect(body.phrases.find(({ id }: { id: string }) => id === 'call')).toMatchObject({
    blanks: ['date', 'time'],
    dutch: 'Ik bel je op {{date}} om {{time}}.',
    language: 'ar',
  });
  const day = later(2);
  await heard();
  const values = { date: day, time: '14:30' };
  expect((await sanne.post(`${ticket}/phrase`, { phrase: 'call', values })).status).toBe(200);
  const said = await heard();
  expect(said).toContain('سأتصل بك');
  expect(said).toContain('14:30');
  const { transcript } = (await sanne.get(ticket)).body;
  expect(transcript.at(-1)).toMatchObject({ speaker: 'person', dutch: expect.stringContaining('om 14:30.') });
});

test.each([
  ['call', { date: '2020-01-01', time: '14:30' }, ['date']],
  ['call', { date: '2026-02-31', time: '25:00' }, ['date', 'time']],
  ['come', {}, ['date', 'time', 'place']],
  ['elsewhere', { place: '<b>x</b>' }, ['place']],
  ['paid', { amount: '1e3', date: '2999-01-01' }, ['amount', 'date']],
])('blanks are checked: %s %j', async (phrase, values, wrong) => {
  await sanne.post(`${ticket}/claim`);
  await heard();
  const { status, body } = await sanne.post(`${ticket}/phrase`, { phrase, values });
  expect([status, body.error.blanks]).toEqual([400, wrong]);
  expect(await heard()).toBe('');
});

test('a phrase goes out by its owner only', async () => {
  const joris = await desk.logIn('joris');
  await sanne.post(`${ticket}/claim`);
  const { status, body } = await joris.post(`${ticket}/phrase`, { phrase: 'settled', values: {} });
  expect([status, body.error.owner?.id]).toEqual([409, 'sanne']);
});

test('what is typed goes along to the next owner, and is gone when the ticket closes', async () => {
  await sanne.post(`${ticket}/claim`);
  expect((await sanne.put(`${ticket}/draft`, { text: 'Ik zoek het uit' })).status).toBe(200);
  await sanne.post(`${ticket}/transfer`, { staff: 'joris' });
  const joris = await desk.logIn('joris');
  await joris.post(`${ticket}/claim`);
  const opened = (await joris.get(ticket)).body;
  expect(opened.draft).toMatchObject({ text: 'Ik zoek het uit', by: { id: 'sanne' } });
  await joris.post(`${ticket}/close`, { reason: 'called_interpreter' });
  expect((await joris.get(ticket)).body.draft).toBeUndefined();
});

test('who else looks and types is seen, until they leave or fall silent', async () => {
  const joris = await desk.logIn('joris');
  await sanne.post(`${ticket}/claim`);
  expect((await sanne.post(`${ticket}/presence`, { doing: 'typing' })).body).toEqual({ others: [] });
  const there = await joris.post(`${ticket}/presence`, { doing: 'looking' });
  expect(there.body.others).toEqual([{ id: 'sanne', name: 'Sanne Verhoef', doing: 'typing' }]);
  await sanne.post(`${ticket}/presence`, { doing: 'gone' });
  expect((await joris.post(`${ticket}/presence`, { doing: 'looking' })).body.others).toEqual([]);
  desk.world.clock.advance(46_000);
  expect((await sanne.post(`${ticket}/presence`, { doing: 'looking' })).body.others).toEqual([]);
});

test('the record shows as much as the role may see, and each look is written down', async () => {
  await sanne.post(`${ticket}/claim`);
  const before = await actions();
  const { body } = await sanne.get(`${ticket}/person`);
  expect(body).toMatchObject({ person: { displayName: 'Amina', law: '2021' }, mayChange: true });
  expect(body.appointments[0]).toMatchObject({ kind: 'voortgangsgesprek', interpreter: 'arranged' });
  expect(body.route).toMatchObject({ leerroute: 'z' });
  expect(body.payments).toBeUndefined();
  expect(typeof body.paymentsOnTrack).toBe('boolean');
  const looks = (await actions()).slice(before.length);
  for (const look of ['person.seen', 'appointments.seen', 'routes.seen', 'payments.seen'])
    expect(await actions()).toContain(look);
  expect(looks.length).toBeGreaterThan(3);
});

test('a wish is settled: the record moves, the newcomer hears so in Arabic, the ticket closes as confirmed, once', async () => {
  await sanne.post(`${ticket}/claim`);
  const [first] = await aminas();
  await heard();
  const wish = {
    id: 'the-same-wish',
    change: 'move',
    appointment: first?.id,
    date: later(9),
    time: '11:15',
    isClosing: true,
  };
  const { status, body } = await sanne.post(`${ticket}/settle`, wish);
  expect([status, body.ticket?.status]).toEqual([200, 'closed']);
  const said = await heard();
  expect(said).toContain('تغيّر موعدك');
  expect(said).toContain('11:15');
  expect((await sanne.post(`${ticket}/settle`, wish)).status).toBe(200);
  expect(await heard()).toBe('');
  const moved = (await aminas()).find(({ id }) => id === first?.id);
  expect(moved).toMatchObject({ status: 'moved', source: 'Wegstad' });
  expect(new Date(moved?.start ?? '').toISOString().slice(0, 10)).toBe(wish.date);
  expect(await actions()).toContain('appointment.move');
});

test('an appointment is added and cancelled; a day that has been is refused and nothing changes', async () => {
  await sanne.post(`${ticket}/claim`);
  const count = (await aminas()).length;
  const fields = { change: 'add', kind: 'PIP-gesprek', location: 'Stadhuis, kamer 1' };
  expect((await sanne.post(`${ticket}/settle`, { ...fields, date: later(-1), time: '10:00' })).status).toBe(400);
  expect((await aminas()).length).toBe(count);
  expect((await sanne.post(`${ticket}/settle`, { ...fields, date: later(3), time: '10:00' })).status).toBe(200);
  const added = (await aminas()).find(({ kind }) => kind === 'PIP-gesprek');
  expect(added).toMatchObject({ status: 'planned', withWhom: 'Sanne Verhoef' });
  await sanne.post(`${ticket}/settle`, { change: 'cancel', appointment: added?.id });
  expect((await aminas()).find(({ id }) => id === added?.id)?.status).toBe('cancelled');
});

test('nobody changes the appointment of somebody else through a ticket', async () => {
  await sanne.post(`${ticket}/claim`);
  const wish = { change: 'cancel', appointment: 'demo-selam-1' };
  expect((await sanne.post(`${ticket}/settle`, wish)).status).toBe(404);
  const joris = await desk.logIn('joris');
  const [first] = await aminas();
  expect((await joris.post(`${ticket}/settle`, { change: 'cancel', appointment: first?.id })).status).toBe(403);
});

test('a note is for colleagues, and a closed ticket can be opened again', async () => {
  await sanne.post(`${ticket}/claim`);
  await heard();
  await sanne.post(`${ticket}/note`, { text: 'Belt liever na drieën' });
  expect(await heard()).toBe('');
  expect((await sanne.get(ticket)).body.notes).toMatchObject([{ by: { id: 'sanne' }, text: 'Belt liever na drieën' }]);
  await sanne.post(`${ticket}/close`, { reason: 'answered' });
  expect((await sanne.get(ticket)).body).toMatchObject({ mayReopen: true });
  expect((await sanne.post(`${ticket}/reopen`)).body.ticket.status).toBe('claimed');
});

test('a draft goes with its person, and by itself after two weeks', async () => {
  const { world } = desk;
  const kept = async () => (await world.store.find(drafts, { where: { municipality: 'wegstad' }, limit: 5 })).length;
  await sanne.post(`${ticket}/claim`);
  await sanne.put(`${ticket}/draft`, { text: 'merkwoord' });
  expect(await kept()).toBe(1);
  expect(await world.housekeeping.drafts?.(10)).toBe(0);
  await erasePerson(world, world.store, { municipality: 'wegstad', person: 'demo-amina', now: world.clock.now() });
  expect(await kept()).toBe(0);
});
