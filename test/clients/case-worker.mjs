import { randomUUID } from 'node:crypto';

/** A case worker at the console's API, logged in as a member of staff of the demo municipality. */
export async function logIn(server, staff) {
  const api = `${server.url}/api/console`;
  const entered = await fetch(`${api}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ staff }),
  });
  if (!entered.ok) throw new Error(`console login: ${entered.status}`);
  const [cookie] = entered.headers.get('set-cookie').split(';');

  async function call(method, path, body, headers = {}) {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  const { csrf, staff: me } = await call('GET', '/me');
  const post = (path, body) => call('POST', path, { id: randomUUID(), ...body }, { 'x-wegwijs-csrf': csrf });

  return {
    name: me.name,
    /** A link code for one of the own people. */
    issueCode: async (person) => (await post('/codes', { person })).code,
    /** The waiting ticket whose number stands in what the newcomer was told. */
    async ticketIn(receipt) {
      const { tickets } = await call('GET', '/tickets?status=waiting');
      const found = tickets.find(({ number }) => receipt.includes(number));
      if (!found) throw new Error(`No waiting ticket has its number in: ${receipt}`);
      return found;
    },
    claim: ({ id }) => post(`/tickets/${id}/claim`, {}),
    answer: ({ id }, text) => post(`/tickets/${id}/answer`, { text }),
    close: ({ id }) => post(`/tickets/${id}/close`, { reason: 'answered' }),
    /** Waits until these words of the newcomer stand in a ticket of one's own, as the console page does: by its events. */
    async hears({ id }, words) {
      const stop = new AbortController();
      const events = await fetch(`${api}/events`, { headers: { cookie }, signal: stop.signal });
      for await (const _ of events.body) {
        const { transcript } = await call('GET', `/tickets/${id}`);
        if (transcript.some(({ speaker, text }) => speaker === 'newcomer' && text === words)) break;
      }
      stop.abort();
    },
  };
}
