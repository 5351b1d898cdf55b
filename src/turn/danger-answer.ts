import { alertOf, isCrisisContactThere, type DangerNoticed } from '../core/alert.ts';
import type { Action } from '../core/activity.ts';
import { faultOf } from '../core/errors.ts';
import { postBack } from './commands.ts';
import type { Danger } from './services.ts';
import type { OpenTurn } from './step.ts';

/** Facts F139-F142, said plainly; numbers to tap; one Dutch sentence to say aloud. Then who reads it, and the alert. */
export async function answerDanger(turn: OpenTurn, danger: Danger): Promise<void> {
  const isShared = await isOnSharedPhone(turn);
  const { help, facts } = of[danger.kind ?? 'general'];
  await turn.say({
    key: isShared ? (neutral[danger.kind ?? 'general'] ?? keyOf(turn, danger)) : keyOf(turn, danger),
    urgent: true,
    facts: [...facts],
    actions: [call(turn, 'support.call_112', '112'), ...help.map((line) => call(turn, titleOf(line, isShared), line))],
  });
  const isTold = turn.services.isMailOn && isCrisisContactThere(turn.municipality, turn.now);
  // Where only a chance said so, it may be something else: the way back stands below the numbers.
  const other = postBack('ask', 'general.menu', turn.text('general.button_none_of_these'));
  await turn.say({
    key: isTold && !isShared ? 'support.danger_contact_told' : 'support.danger_nobody_reads',
    values: { contact: turn.municipality.crisisContact?.name ?? '' },
    urgent: true,
    actions: danger.kind ? [] : [other],
  });
  alertCrisisContact(turn);
}

type Kind = NonNullable<Danger['kind']> | 'general';

const suicideLine = '08000113';
const violenceLine = '08002000';

/** Which lines help besides 112, and on which facts. */
const of: Record<Kind, { help: readonly string[]; facts: readonly string[] }> = {
  suicide: { help: [suicideLine], facts: ['F139', 'F140'] },
  violence: { help: [violenceLine], facts: ['F139', 'F141', 'F142'] },
  child: { help: [violenceLine], facts: ['F139', 'F141'] },
  medical: { help: [], facts: ['F139', 'F128'] },
  fire: { help: [], facts: ['F139'] },
  general: { help: [suicideLine, violenceLine], facts: ['F139', 'F140', 'F141'] },
};

/** Where somebody else may read along: short, and not what it is about. Fire and illness are no secret. */
const neutral: Partial<Record<Kind, string>> = {
  suicide: 'support.danger_shared_0113',
  violence: 'support.danger_shared_2000',
  child: 'support.danger_shared_2000',
  general: 'support.danger_shared_both',
};

function keyOf(turn: OpenTurn, { kind = undefined, about }: Danger): string {
  const key = `support.danger_${kind ?? 'general'}`;
  return about === 'other' && turn.services.texts.has(`${key}_other`) ? `${key}_other` : key;
}

const call = (turn: OpenTurn, key: string, line: string): Action => ({
  type: 'call',
  title: turn.text(key),
  value: `tel:${line}`,
});

function titleOf(line: string, isShared: boolean): string {
  if (line === suicideLine) return 'support.call_113';
  return isShared ? 'support.call_2000' : 'support.call_veilig_thuis';
}

/** Nothing here may keep the numbers back: who cannot be looked up is answered as anybody. */
async function isOnSharedPhone(turn: OpenTurn): Promise<boolean> {
  try {
    const known = await turn.services.people.personOf(turn.identity, turn.municipality.id);
    return known !== undefined && (known.person.sharedPhone === true || known.identity.isShared === true);
  } catch (error) {
    turn.services.log.error({ actor: turn.conversation, ...faultOf(error) }, 'danger was answered without the record');
    return false;
  }
}

/** Also out of hours: it is read later. Only that there may be danger is passed on. */
function alertCrisisContact(turn: OpenTurn): void {
  if (!turn.services.isMailOn || !turn.municipality.crisisContact?.email) return;
  const value: DangerNoticed = { at: turn.now, channel: turn.input.channel };
  turn.passedOn.push({ to: alertOf(turn.conversation), activity: { type: 'event', name: 'danger.noticed', value } });
}
