/** The channels there are: one folder and one line each. */
export { createBotFrameworkChannel } from './botframework/channel.ts';
export { createMailChannel } from './mail/channel.ts';
export { createWebChannel } from './web/web-channel.ts';
export type { UploadMeta, UploadStore } from './web/upload-store.ts';
