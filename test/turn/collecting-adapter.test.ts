import { expect, test } from '@jest/globals';
import { CollectingAdapter } from '../../src/turn/collecting-adapter.ts';

test.each(['normal', 'expectReplies', 'notification', undefined])(
  'what is said is collected, whatever the delivery mode: %s',
  async (deliveryMode) => {
    const adapter = new CollectingAdapter();
    const activity = { type: 'message', text: 'hallo', conversation: { id: 'c' } as never };
    await adapter.run({ ...activity, ...(deliveryMode && { deliveryMode }) }, async (context) => {
      await context.sendActivities([
        { type: 'message', text: 'een' },
        { type: 'message', text: 'twee' },
      ]);
    });
    expect(adapter.collected.map(({ text }) => text)).toEqual(['een', 'twee']);
  },
);
