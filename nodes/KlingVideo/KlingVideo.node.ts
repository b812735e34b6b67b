// The class that n8n loads: description and execute, no logic.
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { credentials, properties, subtitle } from './description';
import { searchLibrary, searchModels, searchSpeakers, searchSuggestions } from './description/list-search';
import { runItems } from './execute';
import { defaultTimeouts, systemClock, type Clock, type Timeouts } from '../shared/clock';

type ListSearch = (this: ILoadOptionsFunctions, filter?: string, token?: string) => Promise<INodeListSearchResult>;

export class KlingVideo implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kling Video',
		name: 'klingVideo',
		icon: { light: 'file:../../icons/kling.svg', dark: 'file:../../icons/kling.dark.svg' },
		group: ['transform'],
		// From 1.1 on a node begins with a newer model.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle,
		description:
			'Generate videos from images, text or audio with Kling models, through the official Kling API, Kie.ai, PiAPI or fal.ai',
		defaults: { name: 'Kling Video' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties,
	};

	methods: {
		listSearch: Record<
			'searchModels' | 'searchSpeakers' | 'suggestEffect' | 'searchElements' | 'searchVoices',
			ListSearch
		>;
	};

	// n8n calls it on a context of its own, so the world is bound here.
	execute: INodeType['execute'];

	/** n8n passes nothing, tests pass their own clock, and how long a request may be silent. */
	constructor(clock: Clock = systemClock, timeouts: Timeouts = defaultTimeouts) {
		this.methods = {
			listSearch: {
				searchModels,
				searchSpeakers,
				suggestEffect: searchSuggestions('effect'),
				searchElements: searchLibrary('element', clock, timeouts),
				searchVoices: searchLibrary('voice', clock, timeouts),
			},
		};
		this.execute = async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return [await runItems(this, clock, timeouts)];
		};
	}
}
