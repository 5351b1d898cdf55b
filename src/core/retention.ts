/** How long a municipality keeps what is said and asked, in days. */
export interface Retention {
  /** From the day on which something was said. An open question keeps its conversation. */
  messagesDays: number;
  /** From the day on which a question was closed. */
  closedTicketDays: number;
  /** From the day on which the last question of its conversation was closed; without one, on which the file came. */
  uploadsDays: number;
  auditDays: number;
}

/** Where a municipality chooses nothing. */
export const defaultRetention: Retention = { messagesDays: 30, closedTicketDays: 90, uploadsDays: 7, auditDays: 730 };

export const retentionOf = ({ retention }: { retention?: Partial<Retention> }): Retention => ({
  ...defaultRetention,
  ...retention,
});
