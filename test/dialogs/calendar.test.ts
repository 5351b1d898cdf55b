import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import ical from 'node-ical';
import { calendarRoutes } from '../../src/app/calendar.ts';
import { silentLog } from '../../src/core/log.ts';
import { createServer, type Server } from '../../src/server.ts';
import { openTurnWorld, type Said, type TurnWorld } from '../turn/world.ts';

let world: TurnWorld;
let server: Server;
let url: string;

const meanings = { volgende: ['appointments.next'], alle: ['appointments.list'] } as const;

beforeEach(async () => {
  world = await openTurnWorld(meanings);
  server = createServer({ routes: calendarRoutes(world), log: silentLog });
  url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
});
afterEach(async () => {
  await server.close();
  await world.close();
});

const linkIn = (said: Said[]): string | undefined =>
  said.flatMap(({ actions }) => actions).find(({ value }) => value.includes('/api/appointments/'))?.value;

async function linkFor(text: string, person = 'demo-amina'): Promise<string> {
  await world.say(await world.codeOf(person));
  const link = linkIn(await world.say(text));
  if (!link) throw new Error('there is no link');
  expect(link).toMatch(/^http:\/\/localhost:3978\/api\/appointments\/[\w.-]+\.ics$/);
  return link.replace('http://localhost:3978', url);
}

async function eventsOf(link: string): Promise<ical.VEvent[]> {
  const response = await fetch(link);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const parsed = ical.sync.parseICS(await response.text());
  return Object.values(parsed).filter((part): part is ical.VEvent => part?.type === 'VEVENT');
}

describe('a calendar file', () => {
  test('has kind, time and place of the next appointment, and nothing else of the case', async () => {
    const link = await linkFor('volgende');
    const [event, ...others] = await eventsOf(link);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      summary: expect.stringContaining('voortgangsgesprek'),
      location: 'Stadhuis, Marktplein 1, Wegstad, kamer 2.14',
      class: 'PRIVATE',
    });
    expect(event?.start.toISOString()).toBe('2026-11-27T09:00:00.000Z');
    expect(event?.end?.toISOString()).toBe('2026-11-27T09:45:00.000Z');
    const text = await (await fetch(link)).text();
    for (const secret of ['Amina', 'Sanne', 'paspoort', 'demo-amina']) expect(text).not.toContain(secret);
  });

  test('of all appointments has them all, each with an id that stays the same', async () => {
    const [first] = await eventsOf(await linkFor('volgende'));
    const all = await eventsOf(await linkFor('alle'));
    expect(all.map(({ location }) => location)).toEqual([
      'Stadhuis, Marktplein 1, Wegstad, kamer 2.14',
      'Bibliotheek, Kade 12, Wegstad',
    ]);
    expect(all[0]?.uid).toBe(first?.uid);
  });

  test('is not there for a link that is too old, changed, or made up', async () => {
    const link = await linkFor('volgende');
    expect((await fetch(link.replace(/\.ics$/, 'x.ics'))).status).toBe(404);
    expect((await fetch(`${url}/api/appointments/demo-amina-1.ics`)).status).toBe(404);
    expect((await fetch(link.replace(/\.ics$/, ''))).status).toBe(404);
    world.clock.advance(10 * 60_000 + 1_000);
    const ended = await fetch(link);
    expect(ended.status).toBe(410);
    expect(await ended.text()).toContain('الرابط');
  });

  test('leaves a look in the audit', async () => {
    await eventsOf(await linkFor('volgende'));
    const looks = await world.people.auditOf('demo-amina', 'wegstad', 20);
    expect(looks.filter(({ action }) => action === 'appointments.saved')).toHaveLength(1);
  });
});

test('on a shared phone no file is offered', async () => {
  await world.say(await world.codeOf('demo-selam'));
  const said = await world.say('volgende');
  expect(said.flatMap(({ texts }) => texts)).toContain('appointments.next_moved');
  expect(linkIn(said)).toBeUndefined();
});

test('where codes of two people were used no file is offered', async () => {
  await world.say(await world.codeOf('demo-farid'));
  await world.say(await world.codeOf('demo-amina'));
  const said = await world.say('volgende');
  expect(said.flatMap(({ texts }) => texts)).toContain('appointments.next');
  expect(linkIn(said)).toBeUndefined();
});
