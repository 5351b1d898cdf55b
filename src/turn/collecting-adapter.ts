import { BotAdapter, TurnContext, type ConversationReference, type ResourceResponse } from 'botbuilder';
import type { Activity } from '../core/activity.ts';

/** Bot Framework's adapter for a turn that sends nothing: what the bot says is collected for the commit. */
export class CollectingAdapter extends BotAdapter {
  readonly collected: Activity[] = [];

  override sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const spoken = activities.filter((activity) => activity.type !== 'trace' && activity.type !== 'delay');
    this.collected.push(...spoken);
    return Promise.resolve(activities.map((_, index) => ({ id: String(this.collected.length + index) })));
  }

  override updateActivity(): Promise<void> {
    return Promise.reject(new Error('a turn updates nothing'));
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new Error('a turn deletes nothing'));
  }

  override continueConversation(
    _reference: Partial<ConversationReference>,
    _logic: (revocableContext: TurnContext) => Promise<void>,
  ): Promise<void> {
    return Promise.reject(new Error('a turn continues no other conversation'));
  }

  /** Runs `logic` through the middleware on a context for this activity. */
  async run(activity: Activity, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    // With `expectReplies` a TurnContext keeps what is said to itself; how it is delivered is the mailbox's.
    const { deliveryMode: _deliveryMode, ...heard } = activity;
    const context = new TurnContext(this, heard);
    await this.runMiddleware(context, logic);
  }
}
