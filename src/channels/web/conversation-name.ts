import type { ConversationId, Ids, MunicipalityId } from '../../core/ids.ts';

/**
 * Web conversations are named apart from those of other channels, so that the Direct Line secret never opens a Teams
 * conversation, and carry their municipality, so that a caller with the secret cannot move one.
 */
export const newConversationId = (ids: Ids, municipality: MunicipalityId): ConversationId =>
  `c_web.${municipality}.${ids.random()}`;

/** The municipality of a web conversation; `undefined` when this is no id of one. */
export const municipalityOf = (conversation: ConversationId): MunicipalityId | undefined =>
  /^c_web\.([^.]{1,100})\.[\w-]{1,64}$/.exec(conversation)?.[1];

/** The id of the person in a conversation for which no `dl_` id was asked. */
export const userOf = (ids: Ids, conversation: ConversationId): string => `dl_${ids.of('web-user', conversation)}`;
