/** The reader of XML that other tests rely on. */
import { expect, test } from 'vitest';
import { parseXml } from './xml.ts';

test.each([
  '',
  'a',
  '<a>',
  '</a>',
  '<a></b>',
  '<a/><b/>',
  '<a/>b',
  '<a><b></a></b>',
  '<a>&</a>',
  '<a>&nbsp;</a>',
  '<a>&lt</a>',
  '<a>]]></a>',
  '<a><![CDATA[x]]>y]]></a>',
  '<a><![CDATA[x</a>',
  '<a b=c/>',
  '<a b="<"/>',
  '<a b="&"/>',
  '<a b="1" b="2"/>',
  '<a>< b/></a>',
  '<a>\u0000</a>',
  '<a>\u0008</a>',
  '<a>\ufffe</a>',
  '<a>\ud800</a>',
  '<1/>',
])('%j is not well-formed', (document) => {
  expect(() => parseXml(document)).toThrow();
});

test('what is well-formed is read as it was meant', () => {
  const head = '<?xml version="1.0" encoding="utf-8"?>\n';
  expect(parseXml(`${head}<a b="1 &quot;2&quot;">x &amp;amp; <c/><![CDATA[<&]]></a>\n`)).toEqual({
    name: 'a',
    attributes: { b: '1 "2"' },
    text: 'x &amp; <&',
    inside: [{ name: 'c', attributes: {}, text: '', inside: [] }],
  });
});
