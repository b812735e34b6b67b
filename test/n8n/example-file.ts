// Reads an example as its users import it, and fills in what they would fill in by hand.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackendAccess } from './backends';
import type { WorkflowJson } from './client';
import { isRecord, type JsonRecord } from './json';

export const EXAMPLES = join(__dirname, '..', '..', 'examples');

export interface Credential {
	type: string;
	id: string;
}

/** What stands in the place of the examples' own addresses and accounts. */
export interface Fillings {
	photoUrl: string;
	danceUrl: string;
	interviewUrl: string;
	/** The folder that n8n may read and write. */
	files: string;
	/** The credential of each backend. */
	backends: ReadonlyMap<unknown, Credential>;
	/** Nodes of other services, by their type. */
	others?: ReadonlyMap<unknown, Credential>;
	/** Options that each Kling Video node gets besides its own. */
	options: JsonRecord;
	/** The output of triggers that nobody pulls here: what a person typed into a form or a chat. */
	typed?: Readonly<Record<string, JsonRecord>>;
	/** Nodes that the user has deactivated, by name. */
	deactivated?: readonly string[];
}

/** Every photo in the examples has such an address. */
const PHOTO = /https:\/\/picsum\.photos\/id\/[\w/]+/g;
const DANCE = /https:\/\/example\.com\/dance\.mp4/g;
const INTERVIEW = /https:\/\/example\.com\/interview\.mp4/g;
const FOLDER = /\/home\/node\/\.n8n-files/g;

export async function filledExample(file: string, fillings: Fillings): Promise<WorkflowJson> {
	const text = await readFile(join(EXAMPLES, file), 'utf8');
	const { photoUrl, danceUrl, interviewUrl, files, typed = {}, deactivated = [] } = fillings;
	const here = text
		.replace(PHOTO, photoUrl)
		.replace(DANCE, danceUrl)
		.replace(INTERVIEW, interviewUrl)
		.replace(FOLDER, files);
	const example: unknown = JSON.parse(here);
	if (!isRecord(example) || !Array.isArray(example.nodes) || !isRecord(example.connections)) {
		throw new Error(`${file} is not an n8n workflow.`);
	}
	return {
		name: String(example.name),
		nodes: example.nodes.filter(isRecord).map((node) => ({
			...filled(node, fillings),
			...(deactivated.includes(String(node.name)) ? { disabled: true } : {}),
		})),
		connections: example.connections,
		settings: isRecord(example.settings) ? example.settings : {},
		pinData: Object.fromEntries(Object.entries(typed).map(([trigger, json]) => [trigger, [{ json }]])),
	};
}

function filled(node: JsonRecord, { backends, others, options }: Fillings): JsonRecord {
	const parameters = isRecord(node.parameters) ? node.parameters : {};
	const isOurs = String(node.type).startsWith('n8n-nodes-kling-video.');
	const credential = isOurs ? backends.get(parameters.backend) : others?.get(node.type);
	const credentials = credential ? { [credential.type]: { id: credential.id, name: credential.type } } : {};
	if (!isOurs) return { ...node, credentials };
	const own = isRecord(parameters.options) ? parameters.options : {};
	return { ...node, credentials, parameters: { ...parameters, options: { ...own, ...options } } };
}

/** A credential for a backend, stored in n8n. */
export async function storedCredential(
	{ createCredential }: { createCredential(type: string, name: string, data: JsonRecord): Promise<string> },
	{ credentialType, title, credential }: BackendAccess,
): Promise<Credential> {
	return { type: credentialType, id: await createCredential(credentialType, title, credential) };
}
