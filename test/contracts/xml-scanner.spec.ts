/** Contract of the XML scanner: tags and text in order, however the text is cut. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { attributeOf, XmlScanner } from '../../src/io/xml-scanner.js';

describe('the XML scanner', () => {
  const XML =
    '<?xml version="1.0"?><!-- <a> --><x:a n="1 > 0" r:id=\'7\'><b/>t &amp; u' +
    '<![CDATA[<c>&amp;]]><d  e = "f" ></d ></x:a>\n';
  const events = (pieces: readonly string[]): string[] => {
    const log: string[] = [];
    let text = '';
    const flush = (): void => void (text !== '' && log.push(`text ${text}`), (text = ''));
    const scanner = new XmlScanner(
      {
        open: (name, attributes) => (
          flush(),
          log.push(['open', name, ...['n', 'id', 'e'].map((one) => attributeOf(attributes, one) ?? 'null')].join(' '))
        ),
        text: (raw, literal) => (text += literal ? `[${raw}]` : raw),
        close: (name) => (flush(), log.push(`close ${name}`)),
      },
      'part.xml',
    );
    for (const piece of pieces) scanner.write(piece);
    scanner.end();
    return log;
  };

  it('gives tags and text in order', () => {
    expect(events([XML])).toEqual([
      'open a 1 > 0 7 null',
      'open b null null null',
      'close b',
      'text t &amp; u[<c>&amp;]',
      'open d null null f',
      'close d',
      'close a',
    ]);
  });

  it('gives the same wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 60 }), (cuts) => {
        const pieces: string[] = [];
        let at = 0;
        for (const cut of cuts) pieces.push(XML.slice(at, (at += cut)));
        expect(events([...pieces, XML.slice(at)])).toEqual(events([XML]));
      }),
    );
  });
});
