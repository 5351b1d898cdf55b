/** The dialog classes of Bot Framework, from one place: dialogs take them from here. */
export { ComponentDialog, Dialog, DialogSet, DialogTurnStatus } from 'botbuilder-dialogs';
export type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
