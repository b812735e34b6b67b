import { checkAgentBackend } from './agent-backend';
import { Checklist } from './checklist';
import { checkExamples, EXAMPLE_RUNS } from './examples';
import { openStage } from './stage';

const wanted = /agent|reason|first-and-last|photo-to|cheapest|cancel/;
for (const key of Object.keys(EXAMPLE_RUNS)) if (!wanted.test(key)) delete (EXAMPLE_RUNS as Record<string, unknown>)[key];
void (async () => {
	const checks = new Checklist();
	const stage = await checks.check('starts', async () => await openStage('2.41'));
	if (stage) {
		await checkExamples(checks, stage);
		await checkAgentBackend(checks, stage);
		if (checks.failed > 0) console.error((await stage.n8n.log()).slice(-3000));
		await stage.close();
	}
	process.exit((await checks.close()) ? 0 : 1);
})();
