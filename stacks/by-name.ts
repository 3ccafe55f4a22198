interface Named {
  name: string;
}

/** What each definition of the blueprint became. */
export interface ByName<Definition extends Named, Resource> {
  /** @throws when the blueprint does not have the definition */
  of(definition: Definition): Resource;
  all(): Resource[];
}

export function byName<Definition extends Named, Resource>(
  definitions: readonly Definition[],
  make: (definition: Definition) => Resource,
): ByName<Definition, Resource> {
  const made = new Map(definitions.map((definition) => [definition.name, make(definition)]));
  return {
    of({ name }) {
      const resource = made.get(name);
      if (resource === undefined) throw new Error(`${name} is not in the blueprint.`);
      return resource;
    },
    all: () => [...made.values()],
  };
}
