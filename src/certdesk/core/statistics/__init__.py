"""Statistics of marking: agreement, severity, scoring error and standard setting, each with its n and its interval."""
