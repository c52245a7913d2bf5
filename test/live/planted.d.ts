export const PLANTED: string[];
export function plant(target: string): Promise<{ baseUrl: string; close(): void }>;
