// Every choice of connectors, set up by the profile API and by hand, and every way in clicked through.

import { describe } from 'node:test';

import { Operator } from './operator.mjs';
import { visitAlone } from './suite.mjs';
import { ALL_THREE, CHOICES } from './ways.mjs';

describe("every choice of connectors, by Mimecast's API", () => {
  for (const [connectors, ways] of Object.entries(CHOICES)) {
    visitAlone(connectors, async (visitor) => {
      const operator = new Operator(visitor, connectors, 'api');
      await operator.setUp('--yes');
      await operator.seesItWork(ways, connectors === ALL_THREE && 'all');
    });
  }
});

describe("every choice of connectors, Mimecast's half by hand", () => {
  for (const [connectors, ways] of Object.entries(CHOICES)) {
    visitAlone(connectors, async (visitor) => {
      const operator = new Operator(visitor, connectors, 'worksheet');
      await operator.setsUp(connectors === ALL_THREE && 'by-hand-step');
      await operator.seesItWork(ways);
    });
  }
});
