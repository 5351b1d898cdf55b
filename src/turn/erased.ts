import type { EraseReceipt } from '../core/own-data.ts';
import type { OpenTurn } from './step.ts';

/** What was erased, what stayed and why, and what this computer has no hold on. */
export async function sayErased(turn: OpenTurn, receipt: EraseReceipt): Promise<void> {
  turn.alsoAnswers.push(...receipt.answers);
  const { privacyPage, contact, name } = turn.municipality;
  const numbers = { conversations: receipt.conversations, tickets: receipt.tickets, files: receipt.files };
  await turn.say({ key: receipt.isWhole ? 'general.data_erased' : 'general.data_erased_here', values: numbers });
  if (receipt.withdrawn.length > 0) {
    await turn.say({ key: 'general.data_erased_withdrawn', values: { numbers: receipt.withdrawn.join(', ') } });
  }
  await turn.say({ key: receipt.isWhole ? 'general.data_stays' : 'general.data_stays_here' });
  if (!receipt.isWhole) return;
  const where = privacyPage ?? contact.email ?? contact.phone ?? '';
  await turn.say({ key: 'general.data_elsewhere', values: { municipality: name, where } });
}
