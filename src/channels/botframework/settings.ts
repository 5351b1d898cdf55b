/** Settings under the names that the SDK gives them: `MicrosoftAppId`, `ToBotFromChannelOpenIdMetadataUrl`, … */
export type BotFrameworkSettings = Readonly<Record<string, string | undefined>>;

const publicCloud = {
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  OAuthUrl: 'https://api.botframework.com',
  ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ToBotFromEmulatorOpenIdMetadataUrl: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  CallerId: 'urn:botframework:azure',
};

const governmentChannelService = 'https://botframework.azure.us';
const governmentCloud: typeof publicCloud = {
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
  ToChannelFromBotOAuthScope: 'https://api.botframework.us',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.us',
  OAuthUrl: 'https://api.botframework.azure.us',
  ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  ToBotFromEmulatorOpenIdMetadataUrl:
    'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration',
  CallerId: 'urn:botframework:azureusgov',
};

export type CompleteSettings = Record<string, string> & typeof publicCloud & { MicrosoftAppId: string };

/**
 * The settings with every member of the SDK's group filled in. The SDK takes a group of which one member is set as
 * meant in full and leaves the others undefined, so that all tokens are refused; here the cloud fills in what is not set.
 * Throws on a `ChannelService` that the SDK does not know.
 */
export function completeSettings(settings: BotFrameworkSettings): CompleteSettings {
  const service = settings.ChannelService;
  if (service && service !== governmentChannelService) throw new Error(`ChannelService ${service} is not supported.`);
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings)) if (value) given[name] = value;
  const aliases = { OAuthUrl: given.OAuthApiEndpoint, ToBotFromChannelOpenIdMetadataUrl: given.BotOpenIdMetadata };
  for (const [name, value] of Object.entries(aliases)) if (value) given[name] ??= value;
  return { MicrosoftAppId: '', ...(service ? governmentCloud : publicCloud), ...given };
}
