export const seed: number;
export const each: number;
export const mistakes: number;
export function print(lines: string[]): void;
