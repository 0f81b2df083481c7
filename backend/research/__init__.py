"""What measures and explains, and no animator runs: bench, evaluation, experiments, figures."""
