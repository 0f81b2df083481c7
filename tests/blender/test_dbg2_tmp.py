import os, bpy, numpy as np, pytest
import test_action_properties as t
from dynmask.dynmask_blender import jobs, compat, keys, takes, snapshot
from fuzz_state import pose
def vals(rig):
    return {(b.name,n): tuple(getattr(b,n)) for b in rig.pose.bones for n,_ in snapshot.POSE}
@pytest.mark.usefixtures("addon")
def test_dbg(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(jobs, "push_undo", lambda name: bpy.ops.ed.undo_push(message=name))
    case = t.Case(int(os.environ["SEED"]), tmp_path, None)
    v0 = vals(case.rig)
    begin = takes.begin
    def diff(tag):
        v=vals(case.rig)
        with capsys.disabled():
            print(tag, bpy.context.scene.frame_current, bpy.context.scene.frame_subframe, case.rig.animation_data.use_tweak_mode, {k:(v0[k],v[k]) for k in v if k in v0 and v[k]!=v0[k]} )
    def begin2(obj, strip=""):
        diff("begin"); begin(obj, strip)
    monkeypatch.setattr(takes, "begin", begin2)
    orig = case.decide
    case.decide = lambda: (diff("decide"), orig())
    try: case.run()
    finally:
        diff("end")
        with capsys.disabled(): print(case.log, case.refused)
