// The ids of the backends, as a type: all that the floors below may know of the registry.
import type { backends } from './index';

/** A service that runs Kling models: whatever the registry has. */
export type BackendId = keyof typeof backends;
