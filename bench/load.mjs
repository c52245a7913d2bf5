// TypeScript of this repository for the scripts, without a build.
import { require as requireTypeScript } from 'tsx/cjs/api';

/** @param {string} path from the top of the repository */
export const load = (path) => requireTypeScript(`../${path}`, import.meta.url);
