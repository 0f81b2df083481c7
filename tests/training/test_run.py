import contextlib
import csv
import types
from dataclasses import replace

import numpy as np
import pytest
import torch

from backend.models import checkpoint
from backend.models.config import MSDConfig
from backend.models.tokenizer import Tokenizer
from backend.training import presets, run
from backend.training.loop import Loop, LoopConfig
from backend.training.tokenizer import TokenizerTask, TokenizerTraining
from backend.training.tokens import TextBank, TokenSet

from .conftest import Caption, fake_encode


def tokenizer_loop(clips, folder, steps, total=8, validate_seconds=0.0, save_seconds=120.0):
    torch.manual_seed(0)
    task = TokenizerTask(presets.PRESETS["tiny"], clips, clips[:1], training=TokenizerTraining(batch=4))
    loop = Loop(task, folder, LoopConfig(minutes=1e6, steps=total, validate_seconds=1e9, warmup=2))
    loop.resume()
    loop.config = LoopConfig(
        minutes=1e6, steps=total, validate_seconds=validate_seconds, save_seconds=save_seconds, warmup=2
    )
    stop = types.SimpleNamespace(left=steps)
    original = task.loss

    def counted(progress):
        if stop.left == 0:
            raise KeyboardInterrupt
        stop.left -= 1
        return original(progress)

    task.loss = counted
    with contextlib.suppress(KeyboardInterrupt):
        loop.run()
    return loop


def test_a_run_without_validations_goes_on_from_its_checkpoints(clips, tmp_path):
    """As the experiment's, which are validated at their end only."""
    rare = dict(validate_seconds=1e9, save_seconds=0.0)
    whole = tokenizer_loop(clips, tmp_path / "whole", 8, **rare)
    tokenizer_loop(clips, tmp_path / "parts", 5, **rare)
    parts = tokenizer_loop(clips, tmp_path / "parts", 3, **rare)
    assert whole.step == parts.step == 8
    for name, tensor in whole.model.state_dict().items():
        assert torch.equal(tensor, parts.model.state_dict()[name]), name


def test_an_interrupted_run_ends_as_an_uninterrupted_one(clips, tmp_path):
    whole = tokenizer_loop(clips, tmp_path / "whole", 8)
    tokenizer_loop(clips, tmp_path / "parts", 5)
    parts = tokenizer_loop(clips, tmp_path / "parts", 3)
    assert whole.step == parts.step == 8
    for name, tensor in whole.model.state_dict().items():
        assert torch.equal(tensor, parts.model.state_dict()[name]), name
    for name, tensor in whole.average.items():
        assert torch.equal(tensor, parts.average[name]), name


def test_log_and_checkpoint_are_whole_after_a_kill(clips, tmp_path):
    tokenizer_loop(clips, tmp_path, 3)
    (tmp_path / "last.pt.part").write_bytes(b"half a checkpoint")
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text().splitlines()))
    assert [int(r["step"]) for r in rows] == [1, 2, 3]
    assert float(rows[-1]["test_mm"]) > 0
    assert tokenizer_loop(clips, tmp_path, 0).step == 3


class _Corpus(run.Corpus):
    def __init__(self, folder, config, clips):
        self.folder, self.config, self.device = folder, config, "cpu"
        self.train, self.test = clips, clips[:2]

    def tokenised(self):
        tokenizer = run.load_best(self.folder, "tokenizer", Tokenizer(self.config.tokenizer), "cpu")
        sets = [TokenSet(c, tokenizer, 49, 4) for c in (self.train, self.test)]
        return tokenizer.codebooks.clone(), *sets, TextBank(fake_encode, [t for s in sets for t in s.texts()])


def test_all_stages_end_in_a_weights_folder(clips, tmp_path):
    corpus = _Corpus(tmp_path, run.settle_config(tmp_path, presets.PRESETS["tiny"]), clips)
    for stage in ("tokenizer", "masked", "residual", "length"):
        score = run.train_stage(stage, corpus, minutes=5, steps=4, batch=4)
        assert np.isfinite(score)
    run.pack(tmp_path, tmp_path / "weights")
    weights = checkpoint.load(tmp_path / "weights")
    msd = weights.config.msd
    assert weights.config == replace(presets.PRESETS["tiny"], msd=msd)
    assert msd == replace(MSDConfig(), energy_low=msd.energy_low, energy_high=msd.energy_high)
    assert msd.energy_low < msd.energy_high
    run.pack(tmp_path, tmp_path / "end", final=("masked",))
    last = torch.load(tmp_path / "masked" / "last.pt", weights_only=True)["average"]
    kept = checkpoint.load(tmp_path / "end").masked.state_dict()
    for name, tensor in kept.items():
        torch.testing.assert_close(tensor, last[name].half().float(), msg=name)
    started = run.load_best(tmp_path / "end", "tokenizer", Tokenizer(corpus.config.tokenizer), "cpu")
    torch.testing.assert_close(started.state_dict(), checkpoint.load(tmp_path / "end").tokenizer.state_dict())
    with pytest.raises(ValueError, match="holds a run already"):
        run.train_stage("masked", corpus, minutes=5, steps=4, batch=4)
    with pytest.raises(ValueError, match="other sizes"):
        run.settle_config(tmp_path, presets.PRESETS["starter"])


def test_the_decoder_trained_on_leaves_all_tokens_as_they_were(clips, tmp_path):
    corpus = _Corpus(tmp_path, presets.PRESETS["tiny"], clips)
    run.train_stage("tokenizer", corpus, minutes=5, steps=3, batch=4)
    run.train_stage("decoder", corpus, minutes=5, steps=3, batch=4)
    before, after = (
        run.load_best(tmp_path, stage, Tokenizer(corpus.config.tokenizer), "cpu")
        for stage in ("tokenizer", "decoder")
    )
    x = before.normalize(torch.from_numpy(clips[0].features[None, :64]))
    assert torch.equal(before.encode(x), after.encode(x))
    assert not torch.equal(before.decode(before.encode(x)), after.decode(after.encode(x)))


def test_samples_follow_their_captions(clips):
    torch.manual_seed(0)
    task = TokenizerTask(presets.PRESETS["tiny"], clips, clips[:1])
    tokens = TokenSet(clips, task.modules.eval(), 49, 4)
    spans = {(s.text, s.start, s.stop) for s in tokens.samples if s.clip == 0}
    assert spans == {("a person sways to the left", 0, 19), ("he nods", 5, 15)}
    bank = TextBank(fake_encode, tokens.texts())
    batch = tokens.draw(32, np.random.default_rng(0), bank, crop=0.0, drop=0.5)
    assert batch.tokens.shape[1] == batch.lengths.max()
    assert 4 < (batch.vector_lengths == 1).sum() < 28
    whole = next(iter(tokens.fixed(bank, 8)))
    assert whole.lengths.tolist() == sorted(whole.lengths.tolist())


def test_a_sentence_that_names_a_side_comes_with_its_mirror_image(clips):
    swapped = [Caption("a person sways to the right"), Caption("he nods", 1.0, 3.0)]
    both = [clips[0], replace(clips[1], id="M0", captions=swapped)]
    task = TokenizerTask(presets.PRESETS["tiny"], clips, clips[:1])
    tokens = TokenSet(both, task.modules.eval(), 49, 4)
    bank, seen = TextBank(fake_encode, tokens.texts()), []
    collate = bank.collate
    bank.collate = lambda texts: seen.extend(texts) or collate(texts)
    tokens.draw(400, np.random.default_rng(0), bank, drop=0.0, pairs=True)
    sided = [text for text in seen if "sways" in text]
    couples = list(zip(sided[::2], sided[1::2], strict=False))
    assert 120 < len(sided) < 320
    assert all({a[-5:], b[-5:]} == {" left", "right"} for a, b in couples)
    assert tokens.mirrored.count(None) == 2


def test_clips_are_drawn_by_their_weight(clips):
    light = [replace(clip, weight=0.0 if i else 1.0) for i, clip in enumerate(clips)]
    task = TokenizerTask(presets.PRESETS["tiny"], clips, clips[:1])
    tokens = TokenSet(light, task.modules.eval(), 49, 4)
    share = np.diff(tokens.share, prepend=0.0)
    by_clip = np.bincount([s.clip for s in tokens.samples], share)
    np.testing.assert_allclose(by_clip, [1, 0, 0, 0, 0, 0], atol=1e-9)


def test_settings_override_the_configuration():
    config = presets.override(presets.PRESETS["tiny"], ["msd.attention=0", "masked.layers=3"])
    assert config.msd.attention == 0.0 and config.masked.layers == 3
    with pytest.raises(ValueError, match="msd.nothing"):
        presets.override(config, ["msd.nothing=1"])
