import { figuresOf, type Spread } from './figures.ts';
import { fortnight } from './plans.ts';
import { simulate } from './simulate.ts';

const seeds = process.argv.slice(2).map(Number);
const line = (name: string, value: string | number): void => console.log(`${name.padEnd(46)} ${value}`);
const days = ({ median, p90, longest }: Spread): string =>
  `${median.toFixed(2)} · ${p90.toFixed(2)} · ${longest.toFixed(2)}`;

for (const seed of seeds.length > 0 ? seeds : [fortnight.seed]) {
  const begun = performance.now();
  const found = figuresOf(await simulate({ ...fortnight, seed }));
  const { promises } = found;
  line('seed', seed);
  line('newcomers · languages', `${found.newcomers} · ${found.languages}`);
  line('tickets · urgent', `${found.tickets} · ${found.urgent}`);
  line('told that nobody was there', found.nobodyThere);
  line('forgotten · unanswered at the end', `${found.forgotten} · ${found.unansweredAtEnd}`);
  line('promises made · kept · broken', `${promises.made} · ${promises.kept} · ${promises.broken}`);
  line('kept of those whose time came', `${(promises.keptShare * 100).toFixed(1)} %`);
  line('apologies', found.apologies);
  line('claims that were sat on · lost', `${found.claimsForgotten} · ${found.claimsLost}`);
  line('working days: median · 90 % · longest', '');
  line('  promised, urgent', days(found.promised.urgent));
  line('  promised, other', days(found.promised.normal));
  line('  answered, urgent', days(found.answered.urgent));
  line('  answered, other', days(found.answered.normal));
  line('took', `${((performance.now() - begun) / 1000).toFixed(1)} s`);
  console.log();
}
