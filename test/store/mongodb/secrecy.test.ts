import { expect, test } from '@jest/globals';
import { insert, notes, replace } from './notes.ts';
import { createOpener } from './opened.ts';
import { describeWithMongo } from './server.ts';

const { openThroughProxy } = createOpener();
const marker = 'ZEEHONDENCRECHE';
const phone = '+31600000001';

describeWithMongo('what goes to MongoDB and back', (server) => {
  test('neither the text of a body nor a personal field goes over the wire', async () => {
    const { store, proxy } = await openThroughProxy(server.newDatabase());
    await store.write([insert('a', marker, { owner: 'visible-owner', phone }), insert('b', marker.repeat(1000))]);
    await store.write([replace('b', 1, `again ${marker}`, { phone })]);
    expect(await store.write([insert('a', marker, { phone })])).toEqual(['duplicate']);
    expect((await store.get(notes, 'a'))?.body.text).toBe(marker);
    expect(await store.find(notes, { where: { phone }, limit: 9 })).toHaveLength(2);
    const bytes = proxy.bytes();
    expect(bytes.includes('visible-owner')).toBe(true);
    expect(bytes.includes(marker)).toBe(false);
    expect(bytes.includes(phone)).toBe(false);
    expect(bytes.includes('600000001')).toBe(false);
  });
});
