// This file gives the target a source until its first type lands.
