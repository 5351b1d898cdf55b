export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/strip-types.jest.cjs' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/clients/'],
  globalSetup: '<rootDir>/test/train-once.mjs',
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/store/mongodb/unproved-reporter.ts'],
};
