import { expect, test } from '@jest/globals';
import { databaseIn } from '../../../src/store/mongodb/connection.ts';

test.each([
  ['mongodb://localhost', 'wegwijs'],
  ['mongodb://localhost:27017/', 'wegwijs'],
  ['mongodb://localhost/?replicaSet=rs0', 'wegwijs'],
  ['mongodb://localhost?replicaSet=rs0', 'wegwijs'],
  ['mongodb://user:p%2Fw@a:1,b:2/city?replicaSet=rs0', 'city'],
  ['mongodb+srv://user:pw@cluster.example/my%2Dcity', 'my-city'],
])('the database in %s is %s', (uri, name) => {
  expect(databaseIn(uri)).toBe(name);
});
