"""From a request to tokens: the masked and residual decoders, their order, guidance and sampling."""
