"""The running application without its windows: document, position, player, settings."""
