import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDesk, type DeskWorld } from './desk-world.ts';

let desk: DeskWorld;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const path = '/me/notify';
const everything = { mail: { urgent: true, normal: true }, browser: { urgent: true, normal: true } };

test('who chose nothing is shown what is urgent by the browser, and reads where mail would go', async () => {
  const sanne = await desk.logIn('sanne');
  expect((await sanne.get(path)).body).toEqual({
    mail: { urgent: false, normal: false },
    browser: { urgent: true, normal: false },
    mailGoesTo: 's.verhoef@wegstad.example',
  });
});

test('a choice is kept, is the own one only, and may be changed again', async () => {
  const sanne = await desk.logIn('sanne');
  const joris = await desk.logIn('joris');
  expect((await sanne.put(path, everything)).status).toBe(200);
  await desk.world.mailbox.idle();
  expect((await sanne.get(path)).body).toMatchObject(everything);
  expect((await joris.get(path)).body).not.toMatchObject(everything);
  const less = { ...everything, mail: { urgent: true, normal: false } };
  await sanne.put(path, less);
  expect((await sanne.get(path)).body).toMatchObject(less);
});

test('what is no choice is refused and changes nothing', async () => {
  const sanne = await desk.logIn('sanne');
  const before = (await sanne.get(path)).body;
  for (const body of [{}, { mail: everything.mail }, { ...everything, to: 'x@example.org' }, { mail: 1, browser: 2 }]) {
    expect((await sanne.put(path, body)).status).toBe(400);
  }
  expect((await sanne.get(path)).body).toEqual(before);
});
