import type { Municipality } from '../core/municipality.ts';

/**
 * What stands in the way of serving these municipalities in production, one sentence each. Invented ones are not served
 * there and need nothing; `byDefault` is the id in MUNICIPALITY.
 */
export function municipalityProblems(municipalities: readonly Municipality[], byDefault: string): string[] {
  const served = municipalities.filter((municipality) => !municipality.demo);
  const problems = served.flatMap((municipality) => {
    const missing = [
      ...(municipality.crisisContact ? [] : ['crisis contact']),
      ...(municipality.controller ? [] : ['controller']),
      ...(municipality.privacyPage ? [] : ['privacy page']),
    ];
    return missing.map((what) => `The municipality ${municipality.id} has no ${what}.`);
  });
  if (served.some(({ id }) => id === byDefault)) return problems;
  const invented = municipalities.some(({ id }) => id === byDefault);
  return [
    ...problems,
    invented
      ? `MUNICIPALITY names ${byDefault}, which is invented: name one that is served.`
      : `MUNICIPALITY names ${byDefault}, which has no file in municipalities/.`,
  ];
}
