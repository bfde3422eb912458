"""How does work go out to translators and safely come back? A module a format."""
