/** The channels there are: one folder and one line each. */
export { createBotFrameworkChannel } from './botframework/channel.ts';
export { createMailChannel } from './mail/channel.ts';
export { createPushChannel } from './push/channel.ts';
export { createWebChannel } from './web/web-channel.ts';
export { isPushService } from './push/services.ts';
export type { Channel } from './channel.ts';
export type { PagePush } from './web/push-routes.ts';
export type { UploadMeta, UploadStore } from './web/upload-store.ts';
