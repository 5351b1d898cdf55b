import type { TurnContext } from 'botbuilder';
import type { TurnInput } from '../conversations/actor.ts';
import type { Activity } from '../core/activity.ts';
import type { Look } from '../core/audit.ts';
import { faultOf } from '../core/errors.ts';
import { directionOf, leadingLanguage, type Language } from '../core/locale.ts';
import type { ChannelIdentity, Person } from '../core/person.ts';
import { mayAnswerPersonally } from '../core/session.ts';
import type { HandoffRequest, ToldMore } from '../core/ticket.ts';
import { CollectingAdapter } from './collecting-adapter.ts';
import { isOfficeOpen } from '../core/office-hours.ts';
import { commandOf, postBack, typedButton } from './commands.ts';
import { currentHandoff, keepHandoff } from './handoffs.ts';
import { ownDataOf } from './own-data.ts';
import { recognize } from './recognize.ts';
import { remember, sayAgain } from './remember.ts';
import { mergeReplies, sayingToActivity } from './reply.ts';
import type { TurnServices } from './services.ts';
import { freshState, type ConversationState, type Uttered } from './state.ts';
import { spanOf } from './span.ts';
import type { OpenTurn } from './step.ts';
import { attachTurn, type HandoffWish, type Saying, type TextValues } from './turn.ts';

export function openTurn(
  services: TurnServices,
  input: TurnInput<ConversationState>,
  state: ConversationState,
): OpenTurn {
  const adapter = new CollectingAdapter();
  const municipality = services.municipality(input.municipality);
  const activity = activityOf(input);
  const messages = input.batch.filter((row) => row.activity.type === 'message').map((row) => row.id);
  let context: TurnContext | undefined;
  const uttered: Uttered[] = [];
  /** Where in what was collected another message begins. */
  const ends: number[] = [];
  const look = (person: Person): Look => {
    turn.about = person.id;
    // Found again by whom it is about, also where no code was typed: what was read here is theirs.
    state.person = person.id;
    return {
      municipality: municipality.id,
      actor: { role: 'newcomer', id: person.id },
      origin: input.actor,
      request: messages[0] ?? input.batch[0]?.id ?? '',
    };
  };

  const turn: OpenTurn = {
    services,
    input,
    state,
    municipality,
    conversation: input.actor,
    now: input.now,
    messages,
    utterance: (activity.text ?? '').trim(),
    command: commandOf(activity) ?? typedButton(buttonsIn(state), activity.text),
    language: state.language ?? leadingLanguage,
    alsoAnswers: [],
    identity: identityOf(input),
    answeredElsewhere: false,
    interrupted: false,
    passedOn: [],
    get context() {
      if (!context) throw new Error('the turn has not begun');
      return context;
    },
    text: (key: string, values?: TextValues) => services.texts.say(turn.language, key, values).text,
    textIn: (language, key) => services.texts.say(language, key).text,
    hasText: (key) => services.texts.has(key),
    repeat: () => sayAgain(turn),
    async understood() {
      const recognition = await recognize(turn);
      const decided = recognition && services.understanding.decide(recognition);
      return decided?.decision === 'answer' ? decided.intent : undefined;
    },
    date: (instant) => services.texts.date(turn.language, Date.parse(instant)),
    time: (instant) => services.texts.time(turn.language, Date.parse(instant)),
    month: (month) => services.texts.month(turn.language, month),
    euros: (cents) => services.texts.euros(turn.language, cents),
    get openHandoff() {
      return currentHandoff(state);
    },
    get isOpen() {
      return isOfficeOpen(municipality, input.now);
    },
    async say(saying: Saying) {
      const said = services.texts.say(turn.language, saying.key, saying.values);
      uttered.push({ key: saying.key, ...(saying.values ? { values: saying.values } : {}) });
      await turn.context.sendActivity(sayingToActivity(saying, said, turn.intent));
    },
    async sayVerbatim(text, { by, dutch }) {
      const from = services.texts.say(turn.language, 'support.says', { name: by }).text;
      const said = { text: `${from}\n${isolated(text, turn.language)}`, facts: [], language: turn.language };
      const end = postBack('handoff', 'end', turn.text('support.button_end'));
      const saying: Saying = { key: '', speaker: 'person', actions: [end], ...(dutch === undefined ? {} : { dutch }) };
      await turn.context.sendActivity(sayingToActivity(saying, said));
    },
    async verified() {
      if (isGroup(turn)) return undefined;
      const known = await services.people.personOf(turn.identity, municipality.id);
      const asked = { identity: known?.identity, person: known?.person, now: input.now };
      const may = mayAnswerPersonally(state.session ? { ...asked, session: state.session } : asked);
      return may ? known?.person : undefined;
    },
    appointments: (person, limit) => services.people.appointments(person, { from: input.now, limit }, look(person)),
    route: (person) => services.people.route(person, look(person)),
    payments: (person, fromMonth) => services.people.payments(person, fromMonth, look(person)),
    relief: (person) => services.people.relief(person, look(person)),
    async scope() {
      const { law, group } = (await turn.verified()) ?? {};
      const known = { ...(law ? { law } : {}), ...(group ? { group } : {}) };
      const declared = state.declared ?? {};
      const basis = law || group ? 'record' : declared.law || declared.group ? 'self' : undefined;
      return { ...declared, ...known, ...(basis ? { basis } : {}) };
    },
    async calendarLink({ id: person, sharedPhone }, appointments) {
      const known = await services.people.personOf(turn.identity, municipality.id);
      if (sharedPhone || known?.person.id !== person || known.identity.isShared || known.identity.isChanged) return;
      const named = { conversation: input.actor, municipality: municipality.id, language: turn.language };
      const link = { ...named, person, appointments: appointments.map(({ id }) => id) };
      return `${services.publicUrl}/api/appointments/${await services.people.calendarLink(link)}.ics`;
    },
    async pinPage(purpose) {
      if (isGroup(turn)) return undefined;
      const known = await services.people.personOf(turn.identity, municipality.id);
      if (!known) return undefined;
      const ticket = await services.people.pinTicket(input.actor, known.person, turn.language, purpose);
      return `${services.publicUrl}/pin#${ticket}`;
    },
    async handOff(wish: HandoffWish) {
      const request = await requestOf(turn, wish);
      const id = services.ids.of('ticket', messages[0] ?? input.batch[0]?.id ?? '');
      const ticket = `t_${id}`;
      const { topic, intent } = wish;
      const { urgency } = request;
      const asksOn = wish.asksOn ? { asksOn: true } : {};
      const called = wish.headline.some(({ key }) => key === 'headline.call') ? { isToBeCalled: true } : {};
      keepHandoff(state, { ticket, status: 'requested', topic, intent, urgency, unanswered: [], ...asksOn, ...called });
      turn.passedOn.push({ to: ticket, activity: { type: 'event', name: 'handoff.initiate', value: request } });
      turn.answeredElsewhere = !wish.answeredNow;
    },
    tellMore(ticket, more = {}) {
      const value: ToldMore = { ...more, ...spanOf(turn) };
      turn.passedOn.push({ to: ticket, activity: { type: 'event', name: 'newcomer.told', value } });
    },
    endMessage() {
      const { length } = adapter.collected;
      if (length > (ends.at(-1) ?? 0)) {
        ends.push(length);
        uttered.length = 0;
      }
      return ends.length;
    },
    before: (ticket) => services.queue.before(ticket),
    get ownData() {
      return ownDataOf(turn);
    },
    interrupt: () => {
      turn.interrupted = true;
    },
    async collect(run) {
      try {
        await adapter.run(activity, async (started) => {
          context = started;
          attachTurn(started, turn);
          await run();
        });
      } catch (error) {
        // What others put here has nobody to apologise to: it fails, and is tried again.
        if (messages.length === 0) throw error;
        services.log.error({ actor: input.actor, ...faultOf(error) }, 'a turn threw');
        adapter.collected.length = 0;
        uttered.length = ends.length = 0;
        turn.passedOn.length = 0;
        turn.answeredElsewhere = false;
        restore(state, input.state);
        await apologise(turn, adapter);
      }
    },
    reply() {
      const answers = [...new Set([...turn.alsoAnswers, ...(turn.answeredElsewhere ? [] : messages)])];
      const merged = messagesOf(adapter.collected, ends).map((one, at, all) =>
        mergeReplies(one, { answers: at === all.length - 1 ? answers : [], language: turn.language }),
      );
      const last = merged.at(-1);
      if (last) remember(state, last, { person: turn.about, uttered });
      return merged
        .filter((one) => one !== undefined)
        .map((one) => ({ to: 'channel', activity: one, ...(isUrgent(one) ? { urgent: true } : {}) }));
    },
  };
  return turn;
}

/** What was collected, cut where a message ends. */
const messagesOf = (collected: readonly Activity[], ends: readonly number[]): Activity[][] =>
  [...ends, collected.length]
    .map((end, index) => collected.slice(ends[index - 1] ?? 0, end))
    .filter((message) => message.length > 0);

/** Those that can be typed: of what was said last, and of what was said about it. */
const buttonsIn = ({ last }: ConversationState) => [...(last?.aside ?? []), ...(last?.buttons ?? [])];

/** A turn that failed half way changed nothing but that its dialog is over. */
function restore(state: ConversationState, before: ConversationState | undefined): void {
  for (const key of Object.keys(state)) delete state[key as keyof ConversationState];
  Object.assign(state, structuredClone(before ?? freshState()), { dialogs: {} });
}

/** A Dutch line in a right-to-left message keeps its own direction, with its full stop at its end. */
const isolated = (text: string, language: Language): string =>
  directionOf(language) === 'rtl' ? `\u2068${text}\u2069` : text;

/** What is said to a group is read by all of it. */
const isGroup = ({ context }: OpenTurn): boolean => context.activity.conversation?.isGroup === true;

/** Azure's channels in which a client itself says who it is: there only the conversation is known, as on the web. */
const unproven = ['directline', 'webchat', 'emulator', 'directlinespeech'];

function identityOf({ channel, reference, actor }: TurnInput<ConversationState>): ChannelIdentity {
  const { channelId = '', user } = reference;
  if (channel !== 'web' && unproven.includes(channelId)) return { channel: 'web', id: actor };
  return { channel, id: user ? `${channelId}:${user.id}` : actor };
}

/** The batch as one activity: texts next to each other are one message. */
function activityOf(input: TurnInput<ConversationState>): Activity {
  const last = input.batch.at(-1)?.activity ?? {};
  const texts = input.batch.map(({ activity }) => activity.text).filter((text) => text);
  return {
    ...last,
    channelId: last.channelId ?? input.reference.channelId ?? input.channel,
    conversation: last.conversation ?? ({ id: input.actor } as NonNullable<Activity['conversation']>),
    ...(texts.length > 0 ? { text: texts.join('\n') } : {}),
  };
}

async function requestOf(turn: OpenTurn, wish: HandoffWish): Promise<HandoffRequest> {
  const person = await turn.verified();
  const { answeredNow, asksOn: _asksOn, withoutMessages, ...asked } = wish;
  const { to } = spanOf(turn);
  return {
    ...asked,
    conversation: turn.conversation,
    municipality: turn.municipality.id,
    ...(person ? { person: person.id } : {}),
    verified: wish.verified ?? person !== undefined,
    language: turn.language,
    urgency: wish.urgency ?? 'normal',
    answers: answeredNow ? [] : [...turn.messages],
    // An empty span begins after its end.
    messages: { from: withoutMessages ? to + 1 : (turn.state.topicFrom ?? turn.input.seq), to },
  };
}

async function apologise(turn: OpenTurn, adapter: CollectingAdapter): Promise<void> {
  const said = turn.services.texts.say(turn.language, 'general.failed');
  const human = postBack('human', '', turn.services.texts.say(turn.language, 'general.button_human').text);
  const activity = sayingToActivity({ key: 'general.failed', actions: [human] }, said);
  adapter.collected.push(activity);
  return Promise.resolve();
}

const isUrgent = (activity: Activity): boolean => activity.importance === 'high';
