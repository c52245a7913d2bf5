import { require as requireTypeScript } from 'tsx/cjs/api';

/** The emulator for plain JavaScript: loads the TypeScript sources without a build. */
export const { createEmulator, TEST_NUMBERS, CATALOGUE } = requireTypeScript(
	'./index.ts',
	import.meta.url,
);
