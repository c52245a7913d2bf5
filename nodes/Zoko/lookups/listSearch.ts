import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { connect } from '../api/connection';
import { listTemplates } from './templateList';
import type { Agent, Group, Team, TemplateRow, TemplateType, Webhook } from '../api/types';
import { toNodeError } from '../errors/node-error';
import { parseDescription } from '../template/describe';
import { sendType, TEMPLATE_KINDS, typeSentBy } from '../template/kinds';
import { toLocatorValue } from '../template/locator';
import { excerpt, isRecord, quoted } from '../values';

/** Lists the account's templates of the kind that the chosen operation sends. */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	try {
		const rows = await listTemplates(await connect(this));
		const type = typeSentBy(this.getCurrentNodeParameter('operation') as string);
		return { results: templateChoices(rows, type, filter) };
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/**
 * The entries of the picker, active ones first. When nothing fits, the only entry says where the
 * template is; picking it picks nothing.
 * @param type undefined lists every kind
 */
function templateChoices(
	rows: TemplateRow[],
	type: TemplateType | undefined,
	filter = '',
): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	const matching = rows.filter(
		(row) =>
			isPickable(row.templateId) &&
			(row.templateId.toLowerCase().includes(wanted) ||
				row.templateLanguage.toLowerCase() === wanted ||
				row.templateDesc.toLowerCase().includes(wanted)),
	);
	const ofKind = matching.filter((row) => type === undefined || sendType(row) === type);
	if (ofKind.length > 0) return ofKind.sort(byUse).map(toChoice);

	const elsewhere = [...new Set(matching.map(sendType))].map(
		(kind) => `'${TEMPLATE_KINDS[kind].operationName}'`,
	);
	const reason =
		rows.length === 0
			? 'This Zoko account has no templates yet. Create one in Zoko and have it approved'
			: elsewhere.length > 0 && wanted
				? `${quoted(filter)} is under the operation ${elsewhere.join(' or ')}`
				: wanted
					? `No template of this account contains ${quoted(filter)}`
					: `This account has no template of this kind. It has some for ${elsewhere.join(' and ')}`;
	return [{ name: reason, value: '' }];
}

function byUse(a: TemplateRow, b: TemplateRow): number {
	return (
		Number(b.active) - Number(a.active) ||
		a.templateId.localeCompare(b.templateId) ||
		a.templateLanguage.localeCompare(b.templateLanguage)
	);
}

function toChoice(row: TemplateRow): INodeListSearchItems {
	const inactive = row.active ? '' : ', inactive at Zoko';
	return {
		name: `${row.templateId} (${row.templateLanguage}${inactive})`,
		value: toLocatorValue(row),
		description: excerpt(parseDescription(row.templateDesc).body, 120),
	};
}

/** Lists teams and agents that a conversation can be assigned to. */
export async function searchAssignees(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await choices(this, filter, ['/agent/teams', '/agent/agents'], ([teams, agents]) => [
		...byName(teams as Team[], (team) => `${teamName(team)} (team)`),
		...byName(agents as Agent[], (agent) => agentName(agent, 'agent')),
	]);
}

/** Lists the agents of the account. */
export async function searchAgents(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await choices(this, filter, ['/agent/agents'], ([agents]) =>
		byName(agents as Agent[], (agent) => agentName(agent)),
	);
}

/** Lists the teams of the account. */
export async function searchTeams(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await choices(this, filter, ['/agent/teams'], ([teams]) =>
		byName(teams as Team[], teamName),
	);
}

/** Lists the active WhatsApp groups of the account. */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await choices(this, filter, ['/channels/whatsapp/cloud/group'], ([groups]) =>
		(groups as Group[]).map(({ _id, id, subject, activeParticipantCount: count }) => ({
			name: String(subject),
			value: _id ?? id,
			...(count !== undefined && { description: `Participants: ${count}` }),
		})),
	);
}

/** Lists the webhooks of the account by their addresses. */
export async function searchWebhooks(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await choices(this, filter, ['/webhook'], ([webhooks]) =>
		(webhooks as Webhook[]).map(({ id, url, events }) => ({
			name: String(url),
			value: id,
			description: [events].flat().join(', '),
		})),
	);
}

/** Reads lists from Zoko and turns them into the entries of a picker. */
async function choices(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	paths: string[],
	entries: (lists: unknown[][]) => INodeListSearchItems[],
): Promise<INodeListSearchResult> {
	try {
		const connection = await connect(context);
		const read = async (path: string) => {
			const request = { method: 'GET', path, effect: 'reads' } as const;
			const { body } = await connection.request(request);
			return Array.isArray(body) ? body.filter(isRecord) : [];
		};
		const wanted = (filter ?? '').trim().toLowerCase();
		const results = entries(await Promise.all(paths.map(read)));
		return {
			results: results.filter(
				({ name, value }) => isPickable(value) && name.toLowerCase().includes(wanted),
			),
		};
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

/** Once picked, n8n would evaluate a value that begins like an expression. */
function isPickable(value: unknown): boolean {
	return typeof value === 'string' && value !== '' && !value.startsWith('=');
}

/** The entries of a picker, by name. @param written how one of them is written */
function byName<Row extends Pick<Team, 'id' | 'active'>>(
	rows: Row[],
	written: (row: Row) => string,
): INodeListSearchItems[] {
	return rows
		.map((row) => ({
			name: row.active === false ? `${written(row)}, inactive` : written(row),
			value: row.id,
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
}

const teamName = ({ id, name }: Team) => String(name || id);

/** An agent's name, with what else tells who it is; the email not where it is the name. */
function agentName({ id, firstName, lastName, email }: Agent, kind?: string): string {
	const name = String([firstName, lastName].filter(Boolean).join(' ') || email || id);
	const more = [kind, email !== name && email].filter(Boolean).join(', ');
	return more ? `${name} (${more})` : name;
}
