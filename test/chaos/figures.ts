/** What a run of faults came to; the last line of `npm run chaos`. */
export interface Figures {
  /** Messages that were answered with a 200. */
  sent: number;
  /** Those that stand in the `answers` of a reply which reached its channel. */
  answered: number;
  lost: number;
  /** Replies that a channel was given again without a cut-off send to explain it. */
  duplicated: number;
  /** Sends of which nobody knew whether they had arrived, as the server counts them. */
  inDoubt: number;
  /** Messages that two replies answer, that stand in the log twice, or that made a second ticket. */
  handledTwice: number;
  kills: number;
}

export const noFigures: Figures = {
  sent: 0,
  answered: 0,
  lost: 0,
  duplicated: 0,
  inDoubt: 0,
  handledTwice: 0,
  kills: 0,
};

export function addFigures(one: Figures, other: Figures): Figures {
  const names = Object.keys(noFigures) as (keyof Figures)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as Figures;
}

export const isClean = ({ lost, duplicated, handledTwice }: Figures): boolean => lost + duplicated + handledTwice === 0;
