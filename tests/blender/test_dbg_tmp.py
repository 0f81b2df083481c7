import os, bpy, numpy as np, pytest
import test_action_properties as t
from dynmask.dynmask_blender import jobs, compat, keys
@pytest.mark.usefixtures("addon")
def test_dbg(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(jobs, "push_undo", lambda name: bpy.ops.ed.undo_push(message=name))
    case = t.Case(int(os.environ["SEED"]), tmp_path, None)
    def check_shape(curves, first, last):
        base = {(c.data_path, c.array_index): c for c in case.drawn.curves()}
        for ch, c in curves.items():
            w = base.get(ch)
            if w is None: continue
            for f in range(-30, 100):
                if first <= f <= last: continue
                if abs(w.evaluate(f) - c.evaluate(f)) > 2e-3:
                    with capsys.disabled():
                        print(ch, "frame", f, "range", first, last, w.evaluate(f), c.evaluate(f), w.extrapolation, [m.type for m in w.modifiers])
                        for name, x in (("old", w), ("new", c)):
                            k = keys.read_keys(x)
                            sel = np.abs(k["co"][:, 0] - f) < 25
                            for i in np.flatnonzero(sel):
                                print(name, k["co"][i], k["interpolation"][i], k["handle_left"][i], k["handle_right"][i])
                    return
    case.check_shape = check_shape
    try: case.run()
    finally:
        with capsys.disabled(): print(case.log, case.refused)
