/** After `tries` failures within `windowMs` the door is shut for `lockMs`. */
export interface Limit {
  tries: number;
  windowMs: number;
  lockMs: number;
}

const minute = 60_000;
const hour = 60 * minute;

/**
 * A link code has 40 bits, so what protects it is that guessing is slow even for someone with many channel identities (on
 * the web each visit is a new one). A PIN has 17 bits, so a person's PIN may be guessed at some thirty times a day.
 */
export const limits = {
  codeOfIdentity: { tries: 5, windowMs: hour, lockMs: hour },
  // High, since it shuts the door for everybody: 2,000 tries an hour against 40 bits find nothing.
  codeOfMunicipality: { tries: 2_000, windowMs: hour, lockMs: 15 * minute },
  pinOfConversation: { tries: 5, windowMs: hour, lockMs: hour },
  pinOfPerson: { tries: 10, windowMs: 24 * hour, lockMs: 8 * hour },
} satisfies Record<string, Limit>;

/** From issuing to expiry. */
export const codeLifeMs = 14 * 24 * hour;
/** From making the link to the PIN page to its expiry. */
export const pinTicketLifeMs = 10 * minute;
