interface Named {
  name: string;
}

/** The resources of a list of definitions, by the definitions' names. */
interface ByName<Definition extends Named, Resource> {
  /** @throws if the blueprint lacks the definition */
  of(definition: Definition): Resource;
  all(): Resource[];
}

export function byName<Definition extends Named, Resource>(
  definitions: readonly Definition[],
  make: (definition: Definition) => Resource,
): ByName<Definition, Resource> {
  const resources = new Map(definitions.map((definition) => [definition.name, make(definition)]));
  return {
    of({ name }) {
      const resource = resources.get(name);
      if (resource === undefined) throw new Error(`${name} is not in the blueprint.`);
      return resource;
    },
    all: () => [...resources.values()],
  };
}
