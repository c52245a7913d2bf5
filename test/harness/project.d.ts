import type { WorkflowJson } from './engine';

export const ROOT: string;
export function readText(path: string): string | undefined;
export function readJson<Content>(path: string): Content;
export function filesIn(path: string): string[];
export function ensureBuilt(): Promise<void>;
export function packList(): Promise<{
	files: Array<{ path: string; size: number }>;
	size: number;
	unpackedSize: number;
}>;
export function brokenRules(imports: Record<string, string[]>): Promise<string[]>;
export function freshPhoneMetadata(): Promise<string>;
export const fixtureNames: string[];
export function fixture(name: string): WorkflowJson & { name: string };
