import type { FactAnswer } from '../../src/core/scope.ts';
import { allFromFacts, answerOf } from '../../src/turn/from-facts.ts';
import { TopicDialog } from '../../src/turn/topic-dialog.ts';
import { explainThenPerson } from '../support/explain-then-person.ts';
import { absence } from './absence.ts';
import { deadline } from './deadline.ts';
import { exam } from './exam.ts';
import { fine } from './fine.ts';
import { mine, obligations } from './own-route.ts';
import { talkPrepare } from './talk-prepare.ts';
import { whoMust } from './who-must.ts';

/** Routes, exams, terms, money for lessons and fines: by law and group, and from a person's own record. Nothing is worked out. */
export const createLeerrouteDialog = (answers: ReadonlyMap<string, FactAnswer>): TopicDialog => {
  const of = (intent: string): FactAnswer => answerOf(answers, intent);
  return new TopicDialog('leerroute', {
    ...allFromFacts(answers, [
      'leerroute.overview',
      'leerroute.b1',
      'leerroute.education',
      'leerroute.z',
      'leerroute.school',
      'leerroute.literacy',
      'leerroute.intake',
      'leerroute.pip',
      'leerroute.map',
      'leerroute.pvt',
      'leerroute.knm',
      'leerroute.progress_talk',
      'leerroute.cost_loan',
      'leerroute.old_law',
    ]),
    'leerroute.obligations': obligations(of('leerroute.obligations')),
    'leerroute.mine': mine(of('leerroute.overview')),
    'leerroute.deadline': deadline(of('leerroute.deadline')),
    'leerroute.exam': exam(of('leerroute.exam')),
    'leerroute.who_must': whoMust(of('leerroute.who_must')),
    'leerroute.absence': absence,
    'leerroute.talk_prepare': talkPrepare,
    'leerroute.fine': fine(of('leerroute.fine')),
    'leerroute.extension': explainThenPerson(of('leerroute.extension')),
    'leerroute.exemption': explainThenPerson(of('leerroute.exemption')),
    'leerroute.switch': explainThenPerson(of('leerroute.switch')),
    'leerroute.residence': explainThenPerson(of('leerroute.residence')),
  });
};
