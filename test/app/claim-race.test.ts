import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launch } from '../web/browser.ts';
import { logIn, ticketsOf, type CaseWorker, type ShownTicket } from './console.ts';
import { readTickets } from './data.ts';
import { visit } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

const rounds = 200;
/** How far ahead the four agree to press, in ms. */
const agreedMs = 12;

interface Pressed {
  status: number;
  body: { ticket?: { owner?: { id: string } }; error?: { code: string; owner?: { id: string } | null } };
  /** When it was pressed (ms). */
  at: number;
}

/** Somebody with a finger on the button. */
interface Claimer {
  id: string;
  press(ticket: string, operation: string, at: number): Promise<Pressed>;
}

describeInBrowser('two browsers and two API clients press claim on one ticket', () => {
  let server: AppServer;
  let browser: Browser;
  let reader: CaseWorker;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startAppServer(), launch()]);
    reader = await logIn(server, 'sanne');
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function newcomer(): Promise<void> {
    const visitor = await visit(server, { locale: 'nl' });
    for (const command of ['human:', 'choose:other', 'choose:skip']) await visitor.press(command);
    await visitor.tap('choose:yes');
  }

  async function inBrowser(id: string, name: string): Promise<Claimer> {
    const page: Page = await (await browser.newContext()).newPage();
    await page.goto(`${server.url}/console`);
    await page.getByRole('button', { name }).click();
    await page.locator('.ticket').first().waitFor();
    // With the page's own login, cookie, token and connections.
    const press = `async ([ticket, operation, at]) => {
      globalThis.csrf ??= (await (await fetch('/api/console/me')).json()).csrf;
      while (Date.now() < at) await new Promise((resolve) => setTimeout(resolve, 1));
      const pressedAt = Date.now();
      const answer = await fetch('/api/console/tickets/' + ticket + '/claim', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-wegwijs-csrf': globalThis.csrf },
        body: JSON.stringify({ id: operation }),
      });
      return { status: answer.status, body: await answer.json(), at: pressedAt };
    }`;
    const claimer: Claimer = {
      id,
      press: (...wanted) => page.evaluate(`(${press})(${JSON.stringify(wanted)})`),
    };
    return claimer;
  }

  async function byApi(id: string): Promise<Claimer> {
    const worker = await logIn(server, id);
    return {
      id,
      async press(ticket, operation, at) {
        while (Date.now() < at) await new Promise((resolve) => setTimeout(resolve, 1));
        const pressedAt = Date.now();
        const { status, body } = await worker.post(`/tickets/${ticket}/claim`, { id: operation });
        return { status, body: body as Pressed['body'], at: pressedAt };
      },
    };
  }

  async function manyTickets(): Promise<ShownTicket[]> {
    for (let made = 0; made < rounds; made += 20) await Promise.all(Array.from({ length: 20 }, newcomer));
    return until(async () => {
      const waiting = await ticketsOf(reader);
      return waiting.length === rounds && waiting;
    });
  }

  test('two hundred times: one owner each, and the three others read who', async () => {
    const tickets = await manyTickets();
    const claimers = await Promise.all([
      inBrowser('sanne', 'Sanne Verhoef'),
      inBrowser('joris', 'Joris Dekkinga'),
      byApi('wietske'),
      byApi('bas'),
    ]);
    const won = new Map<string, number>();
    const spreads: number[] = [];
    for (const [round, { id }] of tickets.entries()) {
      const at = Date.now() + agreedMs;
      const pressed = await Promise.all(claimers.map((one, index) => one.press(id, `operation-${round}-${index}`, at)));
      const winners = pressed.flatMap(({ status }, index) => (status === 200 ? [claimers[index]?.id ?? ''] : []));
      expect(winners).toHaveLength(1);
      const [winner = ''] = winners;
      for (const { status, body } of pressed) {
        if (status === 200) expect(body.ticket?.owner?.id).toBe(winner);
        else expect({ status, owner: body.error?.owner?.id }).toEqual({ status: 409, owner: winner });
      }
      won.set(winner, (won.get(winner) ?? 0) + 1);
      spreads.push(Math.max(...pressed.map((one) => one.at)) - Math.min(...pressed.map((one) => one.at)));
    }
    const kept = readTickets(server.dataDir).map(({ body }) => body.state);
    expect(kept.filter(({ status }) => status === 'claimed')).toHaveLength(rounds);
    expect(kept.every(({ history }) => history.filter(({ what }) => what === 'claimed').length === 1)).toBe(true);
    if (process.env.FIGURES) {
      const close = spreads.filter((ms) => ms <= 10).length;
      process.stdout.write(`pressed within 10 ms: ${close} of ${rounds}; won: ${JSON.stringify([...won])}\n`);
    }
  }, 180_000);
});
