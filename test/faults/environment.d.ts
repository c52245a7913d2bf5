export declare const seed: string;
export declare const sends: number;
