import { describe, expect, test } from '@jest/globals';
import { createHealthRoutes, createReadiness } from '../src/health.ts';
import { createMetrics } from '../src/metrics.ts';
import { start } from './server/start.ts';

const serve = (options: { metricsToken?: string } = {}) => {
  const metrics = createMetrics();
  const readiness = createReadiness();
  return { metrics, readiness, started: start({ routes: createHealthRoutes({ metrics, readiness, ...options }) }) };
};

describe('/readyz', () => {
  test('is 503 with every reason until none is left; /healthz answers meanwhile', async () => {
    const { readiness, started } = serve();
    const trained = readiness.waitFor('the recognizer is being trained');
    const stored = readiness.waitFor('the store is being opened');
    const { url } = await started;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);

    const first = await fetch(`${url}/readyz`);
    expect(first.status).toBe(503);
    expect(await first.json()).toMatchObject({
      error: { code: 'unavailable', reasons: ['the recognizer is being trained', 'the store is being opened'] },
    });
    trained();
    trained();
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
      error: { reasons: ['the store is being opened'] },
    });
    stored();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('/metrics', () => {
  test('with a token is for its bearer only', async () => {
    const { url } = await serve({ metricsToken: 'a token of the scraper' }).started;
    const get = (authorization?: string) =>
      fetch(`${url}/metrics`, { headers: authorization ? { authorization } : {} });
    expect((await get()).status).toBe(401);
    expect((await get('Bearer a token of somebody')).status).toBe(401);
    expect((await get('Bearer a token of the scraper')).status).toBe(200);
  });

  test('without a token is for this machine only, not for who comes through a proxy on it', async () => {
    const { url } = await serve().started;
    const response = await fetch(`${url}/metrics`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/plain'),
    ]);
    const proxied = await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '198.51.100.7' } });
    expect(proxied.status).toBe(403);
  });
});
