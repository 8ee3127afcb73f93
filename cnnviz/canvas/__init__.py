"""Painting: grids, connectors and the stage that holds them."""
