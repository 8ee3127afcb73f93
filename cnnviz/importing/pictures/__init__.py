"""Pictures become numbers from 0 to 1: what one costs is known first, and a costly one is decoded apart."""
