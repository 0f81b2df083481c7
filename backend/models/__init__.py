"""Configurations (numpy-free), and the networks in torch: tokenizer, masked and residual transformer."""
