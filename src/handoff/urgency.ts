import type { HandoffRequest, HeadlinePart, Urgency, UrgencyReason } from '../core/ticket.ts';
import { dutchTime } from '../core/office-hours.ts';

/** How urgent a ticket is, why, and when harm comes if nobody looks (ms). */
export interface Haste {
  urgency: Urgency;
  /** As keys of `locales/nl/headline.json`, `urgent_<reason>`; the worst first. */
  reasons: UrgencyReason[];
  harmAt?: number;
}

const dayMs = 24 * 3_600_000;

interface Sign {
  reason: UrgencyReason;
  /** When harm comes, from now or from the day that the headline names; absent: nobody can say. */
  harmAt?(now: number, part: HeadlinePart): number;
}

/** Today: whoever reads it next should do it. */
const today = (now: number): number => dutchTime(now).endOf('day').toMillis();
const tomorrow = (now: number): number => today(now) + dayMs;
/** Six weeks is the usual term for an objection; of a letter of unknown age the worst is taken. For sorting only. */
const termMs = 42 * dayMs;

/** By headline key: what a person answered by button. */
const signs: Readonly<Record<string, Sign>> = {
  'headline.at_the_door': { reason: 'eviction', harmAt: today },
  'headline.from_bailiff': { reason: 'eviction', harmAt: today },
  'headline.ontzorgen_debt': { reason: 'eviction', harmAt: today },
  'headline.landlord_says_unpaid': { reason: 'unpaid', harmAt: today },
  'headline.ontzorgen_missing_payment': { reason: 'no_money', harmAt: today },
  'headline.ontzorgen_payments': { reason: 'unpaid', harmAt: today },
  'headline.when_today': { reason: 'appointment', harmAt: (now) => now },
  'headline.when_tomorrow': { reason: 'appointment', harmAt: tomorrow },
  'headline.appointment': { reason: 'appointment', harmAt: (now, { values }) => Date.parse(values?.day ?? '') || now },
  'headline.age_week': { reason: 'letter', harmAt: (now) => now + termMs - 7 * dayMs },
  'headline.age_month': { reason: 'letter', harmAt: (now) => now + termMs - 28 * dayMs },
  'headline.age_older': { reason: 'letter', harmAt: today },
  'headline.age_unknown': { reason: 'letter', harmAt: today },
  'headline.support_letter': { reason: 'letter' },
  'headline.about_letter': { reason: 'letter' },
  'headline.support_objection': { reason: 'letter' },
  'headline.leerroute_fine': { reason: 'letter' },
  'headline.set_aside': { reason: 'unread' },
};

const order: readonly UrgencyReason[] = ['eviction', 'no_money', 'unpaid', 'appointment', 'letter', 'unread'];

/** From the keys that the newcomer's answers left in the headline; only what its topic called urgent is. */
export function hasteOf({ urgency, headline }: Pick<HandoffRequest, 'urgency' | 'headline'>, now: number): Haste {
  const found = headline.flatMap((part) => {
    const sign = signs[part.key];
    return sign ? [{ reason: sign.reason, harmAt: sign.harmAt?.(now, part) }] : [];
  });
  const harms = found.flatMap(({ harmAt }) => (harmAt === undefined ? [] : [harmAt]));
  const harmAt = harms.length > 0 ? { harmAt: Math.min(...harms) } : {};
  const isUrgent = urgency === 'urgent' || found.some(({ reason }) => reason === 'eviction');
  if (!isUrgent) return { urgency, reasons: [], ...harmAt };
  const reasons = order.filter((reason) => found.some((one) => one.reason === reason));
  return { urgency: 'urgent', reasons, ...harmAt };
}
