/** The form engine: pure functions over a compiled form, the twin of vatra/kit. */
export { check } from './check';
export { isOffered } from './checking';
export { decode as decodeCnp, explain as explainCnp } from './cnp';
export { dateInWords } from './dates';
export { found } from './findings';
export { initialAnswers } from './initial';
export { bornInWords, sexInWords } from './sexes';
export { enabledIds, openSheet } from './sheet';
export type * from './types';
