// What it takes to reach each backend: played by the simulator, or real where a key is given.
import type { startSimulator } from '../simulator';
import type { JsonRecord } from './json';

export type Simulator = Awaited<ReturnType<typeof startSimulator>>;

export const BACKENDS = ['kling', 'kie', 'piapi', 'fal'] as const;

export type Backend = (typeof BACKENDS)[number];

export interface BackendAccess {
	backend: Backend;
	title: string;
	credentialType: string;
	/** What a user fills into the credential. */
	credential: JsonRecord;
	/** True where the service itself is used, and paid. */
	real: boolean;
}

const TITLES: Record<Backend, string> = { kling: 'Kling API', kie: 'Kie.ai', piapi: 'PiAPI', fal: 'fal.ai' };

const CREDENTIAL_TYPES: Record<Backend, string> = {
	kling: 'klingApi',
	kie: 'kieApi',
	piapi: 'piApi',
	fal: 'falApi',
};

const KEY_VARIABLES: Record<Backend, string> = {
	kling: 'KLING_API_KEY',
	kie: 'KIE_API_KEY',
	piapi: 'PIAPI_API_KEY',
	fal: 'FAL_KEY',
};

/** The way to a backend that the simulator plays. */
export function simulatedAccess(backend: Backend, simulator: Simulator): BackendAccess {
	const { kling, kie, piapi, fal } = simulator;
	const credentials: Record<Backend, JsonRecord> = {
		kling: { authentication: 'apiKey', apiKey: kling.apiKey, baseUrl: kling.url },
		kie: { apiKey: kie.apiKey, baseUrl: kie.url, uploadBaseUrl: kie.uploadUrl },
		piapi: { apiKey: piapi.apiKey, baseUrl: piapi.url, uploadBaseUrl: piapi.uploadUrl },
		fal: {
			apiKey: fal.apiKey,
			baseUrl: fal.url,
			platformBaseUrl: fal.platformUrl,
			uploadBaseUrl: fal.uploadUrl,
		},
	};
	return { ...names(backend), credential: credentials[backend], real: false };
}

/** The real service where its key stands in the environment, else the simulator. */
export function accessFromEnvironment(backend: Backend, simulator: Simulator): BackendAccess {
	const apiKey = process.env[KEY_VARIABLES[backend]];
	if (!apiKey) return simulatedAccess(backend, simulator);
	const method = backend === 'kling' ? { authentication: 'apiKey' } : {};
	return { ...names(backend), credential: { ...method, apiKey }, real: true };
}

/** The official API's older kind of key: the credential signs a token with it for each request. */
export function accessKeyCredential({ kling }: Simulator): JsonRecord {
	const { accessKey, secretKey, url } = kling;
	return { authentication: 'accessKey', accessKey, secretKey, baseUrl: url };
}

export function wrongKey(access: BackendAccess): JsonRecord {
	return { ...access.credential, apiKey: 'this-key-was-never-issued' };
}

function names(backend: Backend): Pick<BackendAccess, 'backend' | 'title' | 'credentialType'> {
	return { backend, title: TITLES[backend], credentialType: CREDENTIAL_TYPES[backend] };
}
