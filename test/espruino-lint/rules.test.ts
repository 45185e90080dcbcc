// The table of rules against itself: every rule catches its own example, and nothing that is right is caught.
import { describe, expect, it } from 'vitest';
import { checkCode, rules } from '../../tools/espruino-lint/check.ts';
import { rightCode } from './right-code.ts';

const found = (code: string): string[] => checkCode(code).map((finding) => finding.rule);

describe('every rule', () => {
  it.each(Object.entries(rules))('%s refuses its own example', (id, { bad }) => {
    expect(found(bad)).toContain(id);
  });

  it('says why and what to write instead', () => {
    expect(checkCode('var a=1;\nvar m=new Map()')).toEqual([
      {
        rule: 'global',
        line: 2,
        column: 11,
        message:
          'Espruino on the ESP32 has no such global; use plain objects and arrays; an entry file must not export (Map)',
      },
    ]);
  });
});

describe('other ways into the same trouble', () => {
  it.each([
    ['var [a]=[1]', 'destructuring'],
    ['for(const {a} of []);', 'destructuring'],
    ['try{}catch({message}){}', 'destructuring'],
    ['class A{["x"](){}}', 'computed-key'],
    ['var a=[...[1]]', 'spread'],
    ['var a={...{b:1}}', 'spread'],
    ['var a=2;a**=2', 'exponent'],
    ['var f=async()=>1', 'async'],
    ['var a;a||=1', 'logical-assignment'],
    ['f();function f(){}', 'use-before-declaration'],
    ['var x=y;let y=1', 'use-before-declaration'],
    ['new A();class A{}', 'use-before-declaration'],
    ['[1].forEach(()=>{f()});function f(){}', 'use-before-declaration'],
    ['function a(){[1].map(()=>b())}a();var b=()=>1', 'call-before-declaration'],
    ['var a=()=>b(),b=()=>c();b();var c=()=>1', 'call-before-declaration'],
    ['(()=>{var a=()=>k;a();let k=1})()', 'call-before-declaration'],
    ['(()=>{for(let i=0;i<1;i++){var z=1}return z})()', 'var-in-branch'],
    ['for(let i=0;i<3;i++)setTimeout(()=>print(i),1)', 'loop-closure'],
    ['for(const k in {a:1})setTimeout(function(){print(k)},1)', 'loop-closure'],
    ['for(const k of [1])[2].forEach(()=>{setTimeout(()=>print(k),1)})', 'loop-closure'],
    ['new RegExp("a{2}")', 'regex-count'],
    ['RegExp("a","m")', 'regex-flags'],
    ['/a{2,}/', 'regex-count'],
    ['/\\r?\\n/', 'regex-optional'],
    ['/a+?/', 'regex-lazy'],
    ['/a(?!b)/', 'regex-group-kind'],
    ['/(?<n>a)/', 'regex-group-kind'],
    ['/(ab)*/', 'regex-group-times'],
    ['/(ab)?/', 'regex-group-times'],
    ['/(ab){2}/', 'regex-group-times'],
    ['/(a)\\1/', 'regex-escape'],
    ['/\\u0041/', 'regex-escape'],
    ['/\\cA/', 'regex-escape'],
    ['/[{[]/', 'regex-class'],
    ['/[/]/', 'regex-class'],
    ['/[\\x00-\\xff]/', 'regex-range'],
    ['/.+/', 'regex-hollow-plus'],
    ['/=[^;]+$/', 'regex-hollow-plus'],
    ['/^\\d+\\d$/', 'regex-hollow-plus'],
    ['/(\\w+)(a)/', 'regex-hollow-plus'],
    ['/^a$|b|^c$/', 'regex-lost-alternative'],
    ['/a+b|ac/', 'regex-stolen-match'],
    ['/aaaaaaaaaaaaaaaaa/', 'regex-long'],
    ['/aaaaaaaa|bbbbbbb/', 'regex-long'],
    ['RegExp("aaaaaaaaaaaaaaaaa")', 'regex-long'],
    ['var t="";`a${t.replace(/\\t/g,"")}`', 'template-backslash'],
    ['`a${`\\n`}`', 'template-backslash'],
    ['var t="";`${t?`a\\r${t}`:""}`', 'template-backslash'],
    ['(()=>({a:undefined}))().a', 'fresh-field'],
    ['var a=[2,1];a.sort()', 'array-sort'],
    ['[1].map(x=>{if(x)return;return 1})', 'callback-result'],
    ['[1].every(function(x){print(x)})', 'callback-result'],
    ['class A extends Array{}', 'extends-native'],
    ['class A{m(){}}class B extends A{m(){super.m()}}class C extends B{}', 'super-method-extended'],
    ['class A{static x=1}class B extends A{}B.x', 'static-inheritance'],
    ['class A{x=1;y=()=>this.x}', 'field'],
    ['class A{x={}}', 'field'],
    ['class A{x=1}', 'field'],
    ['class A{x}', 'field'],
    ['class A{static s}', 'field-without-value'],
    ['module.exports={}', 'global'],
    ['var s=new Set()', 'global'],
    ['queueMicrotask(()=>{})', 'global'],
    ['Object.freeze({})', 'static-function'],
    ['Array.from([1])', 'static-function'],
    ['Math.trunc(1.5)', 'static-function'],
    ['Promise.race([])', 'static-function'],
    ['Object.prototype.toString.call([])', 'prototype-function'],
    ['Promise.resolve(1).finally(print)', 'method'],
    ['"a".codePointAt(0)', 'method'],
    ['[1].at(-1)', 'method'],
    ['E.hwRand()', 'not-random'],
    ['(e)=>e instanceof TypeError', 'instanceof-error'],
    ['(a)=>{a.length--;a.length=0}', 'array-length'],
    ['for(;;)try{}finally{break}', 'finally-jump'],
    ['(t)=>{try{return f(1,[JSON.parse(t)])}catch{}}', 'throwing-argument'],
    ['(t)=>{try{new K(JSON.parse(t))}catch{}}', 'throwing-argument'],
    ['(t,o)=>{try{if(t)o.m(JSON.stringify(JSON.parse(t)))}catch{}}', 'throwing-argument'],
    ['(a)=>null!=a', 'loose-null'],
    ['(a,b)=>a==null?void 0:b.c', 'loose-null'],
    ['(a)=>a==null||a', 'loose-null'],
    ['(a,b)=>b&&a!=null', 'loose-null'],
    ['var o={mode:"OFB"}', 'aes-mode'],
    ['`\\u20ac`', 'wide-escape'],
    ['"\\u{1f600}"', 'wide-escape'],
    ['var x="€"', 'non-ascii'],
  ])('%s is refused as %s', (code, rule) => {
    expect(found(code)).toContain(rule);
  });
});

describe('right code passes', () => {
  it.each(rightCode)('%s', (code) => {
    expect(found(code)).toEqual([]);
  });
});
