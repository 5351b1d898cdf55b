'use strict';
// Jest runs our TypeScript as Node does: the types are stripped, positions stay, nothing else changes.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { stripTypeScriptTypes } = require('node:module');

const self = readFileSync(__filename);

module.exports = {
  getCacheKey: (source, file, options) =>
    createHash('sha256')
      .update(self)
      .update(process.version)
      .update(file)
      .update(source)
      .update(String(options.instrument))
      .digest('hex')
      .slice(0, 40),
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
};
