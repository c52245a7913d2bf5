// The two reports. Both hold kinds, lengths, digests and words of Zoko's vocabulary, and nothing that
// was read.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE, ROOT } from '../lib/project.mjs';

const SOURCE = `${PACKAGE.homepage.replace(/#.*/, '')}/blob/main`;

/** Where the words of an assumption stand. @param {[file: string, words: string]} relies */
export function lineOf([file, words]) {
	const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
	return { file, line: lines.findIndex((line) => line.includes(words)) + 1 };
}

/** What one run found, as data. @param {{ host: string, parts: string[] }} run */
export function reportOf(notes, { host, parts }) {
	const points = notes
		.results()
		.map(({ relies, ...point }) => ({ ...point, relies: lineOf(relies) }));
	const count = (result) => points.filter((point) => point.result === result).length;
	return {
		report: 'n8n-nodes-zoko live',
		version: PACKAGE.version,
		day: new Date().toISOString().slice(0, 10),
		host,
		parts,
		counts: Object.fromEntries(RESULTS.map(({ result }) => [result, count(result)])),
		points,
		measured: notes.measured,
	};
}

const RESULTS = [
	{ result: 'differs', title: 'Differs' },
	{ result: 'new', title: 'New' },
	{ result: 'as assumed', title: 'As assumed' },
	{ result: 'not seen', title: 'Not seen' },
];

/** The report as a page. */
function page(report) {
	const { version, day, host, parts, counts, points, measured } = report;
	const cell = (text) => String(text).replaceAll('|', '\\|').replace(/\s+/g, ' ');
	const link = ({ file, line }) => `[${file}:${line}](${SOURCE}/${file}?plain=1#L${line})`;
	const rows = ({ result }) =>
		points
			.filter((point) => point.result === result)
			.map(({ id, assumed, findings, seen, how, relies }) => {
				const found =
					result === 'not seen'
						? how
						: findings.join('; ') || (seen === 1 ? 'once' : `${seen} times`);
				return `| \`${id}\` | ${cell(assumed)} | ${cell(found)} | ${link(relies)} |`;
			});
	const sections = RESULTS.flatMap((each) => {
		const lines = rows(each);
		if (lines.length === 0) return [];
		const head = `| point | assumed | ${each.result === 'not seen' ? 'how it is seen' : 'seen'} | line that says so |`;
		const table = [head, '|---|---|---|---|', ...lines, ''];
		if (each.result !== 'as assumed') return [`## ${each.title} (${lines.length})`, '', ...table];
		// Most of the points, and what nobody has to do anything about.
		const summary = `<summary>${each.title} (${lines.length})</summary>`;
		return ['<details>', summary, '', ...table, '</details>', ''];
	});
	return [
		'# n8n-nodes-zoko beside Zoko',
		'',
		`Version ${version}, ${day}, ${host}. Parts of the run: ${parts.join(', ')}.`,
		'',
		RESULTS.map(({ result }) => `${counts[result]} ${result}`).join(' · '),
		'',
		'Kinds, lengths, digests and words of Zoko’s own vocabulary: no key, phone number, name or text is in here. A digest stands for a text within this report alone.',
		'',
		...sections,
		'## Measured',
		'',
		`Templates, read in ${measured.templatesTookMs ?? '–'} ms: ${JSON.stringify(measured.templates ?? {})}`,
		...(measured.updates ? ['', `Delivery updates: ${JSON.stringify(measured.updates)}`] : []),
		...(measured.steps ?? []).map(
			({ type, afterFirstMs }) => `\n${type}: steps after ${afterFirstMs.join(', ')} ms`,
		),
		'',
	].join('\n');
}

/** Writes both files into a folder. @returns the report */
export async function writeReport(notes, run, folder) {
	const report = reportOf(notes, run);
	await writeFile(join(folder, 'live-report.json'), `${JSON.stringify(report, null, '\t')}\n`);
	await writeFile(join(folder, 'live-report.md'), page(report));
	return report;
}
