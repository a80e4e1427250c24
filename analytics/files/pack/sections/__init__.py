"""The sections of a pack, a module each: what it tells, from the measures and the words that the pages use."""
