/** Contract of the CSV reader: a stray quote never swallows rows unseen, and honest line breaks are taken. */
import { afterAll, describe, expect, it } from '@jest/globals';

import { ExtractFolder } from '../support/extract-files.js';

const folder = new ExtractFolder();
afterAll(() => folder.remove());

describe('a quote', () => {
  it.each([
    [
      'short rows, as the writer leaves trailing blanks out',
      'Number,Name,Text,Date,Amount,Tax\nSC-1,a,"12 pipe,x,5.00\nSC-2,b,fit",x,6000.00\nSC-3,c,d,x,7.00\n',
    ],
    [
      'a blank after a delimiter',
      'Number,Name,Text,Amount\nSC-1,a,"12 pipe, 5.00\nSC-2,b,fit", 6000.00\nSC-3,c,ok, 7.00\n',
    ],
    ['very short rows', 'Code,Name,Street,City\nQA1,"Q one\nQA2,Q two"\nQA3,Q three\nQA4,Q four\n'],
    ['two columns', 'Code,Name\nACME,"Acme Inc\nDUKE,Duke Inc"\nFOX,Fox Inc\n'],
    ['a quote in the first cell', 'Code,Name,City\n"QA1,Q one,x\nQA2",Q two,y\nQA3,Q three,z\nQA4,Q four,z\n'],
  ])('that swallows a row end stops the file: %s', async (_, content) => {
    expect(await folder.problem('a.csv', content)).toMatchObject({ code: 'file.unbalanced-quote', row: 2 });
  });

  it.each([
    ['an address', 'Code,Name,Street,City\nQA1,Acme,"Suite 4\n12 Main St, Greensboro, NC",Durham\nQA2,Duke,x,y\n'],
    ['codes in prose', 'Number,Text,Amount\nSC-1,"As in\nSC-2, SC-3\nSC-4, all of it",5.00\nSC-2,x,6.00\n'],
    ['a list of numbers', 'Id,Name,Text,Amount\n1,a,"Scope:\n1, footings\n2, walls",5.00\n2,b,c,6.00\n'],
    ['short rows', 'Code,Name,Street,City\nQA1,"Acme\nof Durham"\nQA2,Duke\nQA3,Fox\n'],
    ['names first', 'Name,Street,City,Zip\nAcme Inc,"Main Street\nSecond Floor",Durham\nDuke Inc,x,y\nFox Inc,x,y\n'],
  ])('around honest line breaks is taken: %s', async (_, content) => {
    expect((await folder.readOne('a.csv', content)).rows.length).toBeGreaterThan(1);
  });
});
