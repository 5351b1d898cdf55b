/**
 * Who may import whom (docs/decisions.md, "One way round"). Every rule has a planted violation of its own in
 * test/architecture/planted, and a test proves that it is caught.
 */

/** Files that join the stages; nothing else does. */
const joiners = '^src/(app|main)\\.ts$|^src/(app|cli)/';
/** The only files of another stage that a stage may import: each begins with "PORT". */
const ports = [
  '^src/store/(store|update)\\.ts$',
  '^src/channels/channel\\.ts$',
  '^src/conversations/actor\\.ts$',
  '^src/console/desk\\.ts$',
  '^src/console/desk\\.ts$',
  '^src/understanding/recognizer\\.ts$',
];
const stages = 'channels|conversations|turn|understanding|knowledge|people|casedata|handoff|reminders|console|store';
const framework = 'node_modules/(botbuilder|botframework)[^/]*/';

/** Adapters of one port are folders beside it, named by the registry and by the joiners only. */
const adapters = (stage) => ({
  name: `${stage}-adapters-only-from-the-registry`,
  comment: `A folder in src/${stage}/ is an adapter: only src/${stage}/registry.ts and the joiners name it.`,
  severity: 'error',
  from: { path: '^(src|dialogs)/', pathNot: [joiners, `^src/${stage}/registry\\.ts$`, `^src/${stage}/([^/]+)/`] },
  to: { path: `^src/${stage}/[^/]+/` },
});

const adaptersApart = (stage) => ({
  name: `${stage}-adapters-apart`,
  comment: 'What two adapters share is lifted up by name, never reached across.',
  severity: 'error',
  from: { path: `^src/${stage}/([^/]+)/` },
  to: { path: `^src/${stage}/[^/]+/`, pathNot: `^src/${stage}/$1/` },
});

export default {
  forbidden: [
    {
      name: 'core-imports-nothing-of-ours',
      comment: 'core/ holds the words that everyone shares.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^(src|dialogs|web|test)/', pathNot: '^src/core/' },
    },
    {
      name: 'ports-import-only-core',
      comment: 'A port says what its adapters do; it knows none of them.',
      severity: 'error',
      from: { path: ports },
      to: { path: '^(src|dialogs)/', pathNot: ['^src/core/', ...ports] },
    },
    {
      name: 'stages-do-not-import-each-other',
      comment: 'A stage imports core, content and ports; src/app.ts joins the stages.',
      severity: 'error',
      from: { path: `^src/(${stages})/` },
      to: { path: `^src/(${stages})/`, pathNot: ['^src/$1/', ...ports] },
    },
    {
      name: 'stages-do-not-import-the-house',
      comment: 'Settings, server and metrics are handed to a stage by src/app.ts.',
      severity: 'error',
      from: { path: `^src/(${stages})/` },
      to: { path: '^src/(config|server|metrics|health)(\\.ts$|/)' },
    },
    {
      name: 'the-house-does-not-import-stages',
      comment: 'The server mounts what it is handed; the settings know core only.',
      severity: 'error',
      from: { path: '^src/(config|server|metrics|health)(\\.ts$|/)' },
      to: { path: `^src/(${stages})/` },
    },
    {
      name: 'only-joiners-import-joiners',
      comment: 'Nothing but the start and the commands sits above src/app.ts.',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: joiners },
      to: { path: joiners },
    },
    {
      name: 'dialogs-import-core-and-what-a-turn-gives-topics',
      comment: 'A topic is content: it sees the turn through its port, and takes the SDK classes from there.',
      severity: 'error',
      from: { path: '^dialogs/' },
      to: {
        path: '^src/',
        pathNot: ['^src/core/', '^src/turn/(dialogs|turn|topic-dialog|from-facts|take-back|commands)\\.ts$'],
      },
    },
    adapters('channels'),
    adapters('store'),
    adapters('understanding'),
    adaptersApart('channels'),
    {
      name: 'bot-framework-in-few-files',
      comment: 'Its SDK is at its end of life: the files that a successor would change are counted.',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: '^src/core/activity\\.ts$|^src/turn/|^src/channels/botframework/' },
      to: { path: framework },
    },
    {
      name: 'core-knows-bot-framework-by-type-only',
      comment: 'Importing a core file never loads the SDK.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: framework, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-development-packages',
      comment: 'What runs is installed with --omit=dev. Types may come from there.',
      severity: 'error',
      from: { path: '^(src|dialogs)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'The file or package is not there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one file, or there is a third. Types alone may.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-tests-in-what-runs',
      comment: 'Stand-ins stay in test/.',
      severity: 'error',
      from: { path: '^(src|dialogs)/' },
      to: { path: '^(test|web)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
