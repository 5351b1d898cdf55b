import type { FactAnswer } from '../../src/core/scope.ts';
import { TopicDialog } from '../../src/turn/topic-dialog.ts';

export const createOntzorgenDialog = (_answers: ReadonlyMap<string, FactAnswer>): TopicDialog =>
  new TopicDialog('ontzorgen', {});
