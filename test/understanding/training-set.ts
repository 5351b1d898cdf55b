import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small invented set: what a locales folder holds, by file. */
export const trainingSet: Record<string, string> = {
  'nl/topics.lu': `
> afspraken
# appointments.next
- wanneer is mijn afspraak
- hoe laat is mijn volgende afspraak
- welke dag moet ik komen
- wanneer moet ik naar het gemeentehuis
- datum van de afspraak
- heb ik morgen een afspraak

# appointments.cancel
- ik kom niet naar de afspraak
- afspraak afzeggen
- ik wil mijn afspraak annuleren
- kan ik de afspraak schrappen
- ik zeg de afspraak af

# ontzorgen.allowance
- hoeveel leefgeld krijg ik
- wanneer komt mijn leefgeld
- krijg ik deze week geld
- hoeveel geld per week

# taalhuis.where
- waar is het taalhuis
- adres van het taalhuis
- hoe laat is het taalhuis open
- openingstijden taalhuis
`,
  'nl/none.lu': '# none\n- wat is het weer\n- vertel een grap\n- wie wint het voetbal\n- recept voor soep\n',
  'en/topics.lu': `
# appointments.next
- when is my appointment
- what time is my next appointment
- which day do i have to come
- when must i go to the town hall
- date of the appointment
- do i have an appointment tomorrow

# appointments.cancel
- i do not come to the appointment
- cancel appointment
- i want to cancel my appointment
- can i drop the appointment
- please delete the appointment

# ontzorgen.allowance
- how much living money do i get
- when does my living money come
- do i get money this week
- how much money per week

# taalhuis.where
- where is the language house
- address of the taalhuis
- what time does the taalhuis open
- opening hours of the language house
`,
  'en/none.lu': '# none\n- what is the weather\n- tell a joke\n- who wins the football\n- recipe for soup\n',
  'ar/topics.lu': `
# appointments.next
- متى موعدي
- ايمتى موعدي القادم
- اي يوم لازم اجي
- متى لازم روح على البلدية
- تاريخ الموعد
- عندي موعد بكرا

# appointments.cancel
- ما رح اجي على الموعد
- الغاء الموعد
- بدي الغي موعدي
- فيني الغي الموعد
- الغولي الموعد

# ontzorgen.allowance
- كم مصروف باخذ
- متى بيجي مصروفي
- باخذ مصاري هالاسبوع
- كم مصاري بالاسبوع

# taalhuis.where
- وين بيت اللغة
- عنوان بيت اللغة
- اي ساعة بيفتح بيت اللغة
- اوقات دوام taalhuis
`,
  'ar/none.lu': '# none\n- كيف الطقس\n- احكي نكتة\n- مين ربح المباراة\n- وصفة شوربة\n',
};

/** Writes the files into a new folder, and gives the folder. */
export function writeLocales(files: Record<string, string> = trainingSet): string {
  const folder = join(newFolder(), 'locales');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'understanding-'));
