import { PAGES } from './pages';

/** A command line that a page tells people to run. */
export interface Command {
	page: string;
	line: string;
}

const SHELL = new Set(['sh', 'bash', 'shell', 'console']);
const BEGINS_A_COMMAND = /^(?:[A-Z_]+=\S+ )?(?:npm|npx|node|curl|git) /;

/** Every command of the pages: the lines of shell blocks, and commands within the text. */
export const COMMANDS: Command[] = PAGES.flatMap(({ path, prose, blocks }) => {
	const ofBlocks = blocks
		.filter(({ language }) => SHELL.has(language))
		.flatMap(({ code }) => code.replace(/\\\n\s*/g, '').split('\n'));
	const inline = [...prose.matchAll(/`([^`\n]+)`/g)]
		.map(([, code = '']) => code)
		.filter((code) => BEGINS_A_COMMAND.test(code) && !code.includes('npm run …'));
	return [...ofBlocks, ...inline]
		.map((line) => line.replace(/\s+# .*$/, '').trim())
		.filter((line) => line !== '' && !line.startsWith('#'))
		.map((line) => ({ page: path, line }));
});
