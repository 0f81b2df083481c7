"""What is done to a decoded motion before anybody sees it, each pass a file; `passes` has their order."""
