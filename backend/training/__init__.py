"""Training of the tokenizer, the masked and the residual transformer and the length predictor."""
