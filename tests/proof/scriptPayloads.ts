/** What each of them does where it is taken for markup: makes an element with this mark, and calls `canary()`. */
export const MARK = 'data-canary'

const VECTORS = [
  `<script ${MARK}>canary()</script>`,
  `<img ${MARK} src=x onerror=canary()>`,
  `<svg ${MARK} onload=canary()>`,
  `<svg ${MARK}><animate onbegin=canary() attributeName=x dur=1s>`,
  `<svg ${MARK}><script>canary()</script></svg>`,
  `<iframe ${MARK} srcdoc="<script>parent.canary()</script>"></iframe>`,
  `<iframe ${MARK} src=javascript:parent.canary()></iframe>`,
  `<body ${MARK} onload=canary()>`,
  `<input ${MARK} autofocus onfocus=canary()>`,
  `<details ${MARK} open ontoggle=canary()>`,
  `<video ${MARK} src=x onerror=canary()></video>`,
  `<audio ${MARK} src=x onerror=canary()>`,
  `<object ${MARK} data=javascript:canary()></object>`,
  `<embed ${MARK} src=javascript:canary()>`,
  `<a ${MARK} href=javascript:canary()>x</a>`,
  `<form ${MARK} action=javascript:canary()><button>x</button></form>`,
  `<math ${MARK}><mi xlink:href=javascript:canary()>x</mi></math>`,
  `<style ${MARK}>@import 'javascript:canary()'</style>`,
  `<link ${MARK} rel=stylesheet href=javascript:canary()>`,
  `<meta ${MARK} http-equiv=refresh content="0;url=javascript:canary()">`,
  `<base ${MARK} href=javascript:canary()//>`,
  `<marquee ${MARK} onstart=canary()>x</marquee>`,
  `<select ${MARK} autofocus onfocus=canary()>`,
  `<textarea ${MARK} autofocus onfocus=canary()>`,
  `<p ${MARK} style=animation-name:x onanimationstart=canary()>`,
  `<noscript><p title="</noscript><img ${MARK} src=x onerror=canary()>">`,
  `<template><img ${MARK} src=x onerror=canary()></template>`,
  `<img ${MARK} src="x\`onerror=canary()">`,
  `&lt;img ${MARK} src=x onerror=canary()&gt;`,
  `\\u003cimg ${MARK} src=x onerror=canary()\\u003e`,
  `<IMG ${MARK} SRC=x OnErRoR=canary()>`,
  `<img/${MARK}/src=x/onerror=canary()>`,
  `<img ${MARK}\tsrc=x\tonerror=canary()>`,
  `{{constructor.constructor('canary()')()}}`,
  '$t(common:actions.close) {{name}} <b data-canary>x</b>',
]
/** Ways out of where the text stands: an attribute, a comment, a title, a text area. */
const EXITS = ['', '"', "'", '">', '-->', '</textarea></title>']

/** Scripts and markup that browsers have run from data somewhere; all different. */
export const SCRIPT_PAYLOADS: readonly string[] = EXITS.flatMap((exit) => VECTORS.map((vector) => `${exit}${vector}`))
