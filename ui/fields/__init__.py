"""The controls: one small file each, one setter in, one signal out, one table from kind to control."""
