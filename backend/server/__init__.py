"""The backend process: JSON-RPC over its standard input and output."""
