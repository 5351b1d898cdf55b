import { settings, type Setting, type SettingName, type Values } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says, and what is wrong with it. A setting that is there and empty is absent. */
export interface Reading {
  values: Values;
  /** One sentence each; never a value, since it may be a secret. */
  problems: string[];
  /** Settings that are there and wrong: they are not missing as well. */
  broken: ReadonlySet<SettingName>;
}

/** Reads every setting for itself; what holds between settings is for the caller. */
export function readValues(env: Environment): Reading {
  const values: Partial<Record<SettingName, unknown>> = {};
  const problems: string[] = [];
  const broken = new Set<SettingName>();
  for (const [name, setting] of Object.entries(settings) as [SettingName, Setting<unknown>][]) {
    const text = env[name]?.trim() || setting.default;
    if (text === undefined) continue;
    const result = setting.schema.safeParse(text);
    if (result.success) {
      values[name] = result.data;
    } else {
      broken.add(name);
      problems.push(`${name} must be ${result.error.issues[0]?.message}.`);
    }
  }
  return { values: values as Values, problems, broken };
}
