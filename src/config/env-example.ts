import { groups, settings, type Setting } from './settings.ts';

const widthChars = 100;

/** `.env.example`, from the declarations: copied to `.env` it changes nothing until a line is uncommented. */
export function envExample(): string {
  const lines = [
    '# Settings of Wegwijs. Copy this file to .env and uncomment what you set.',
    '# Written by `npm run env:example` from src/config/settings.ts: change it there.',
  ];
  for (const [group, heading] of Object.entries(groups)) {
    lines.push('', `# --- ${heading} ---`);
    for (const [name, setting] of Object.entries(settings) as [string, Setting<unknown>][]) {
      if (setting.group === group) lines.push('', ...comment(setting.meaning), `#${name}=${setting.default ?? ''}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function comment(text: string): string[] {
  const lines: string[] = [];
  let line = '#';
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > widthChars) {
      lines.push(line);
      line = '#';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
