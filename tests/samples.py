"""Small motion files of each kind, which tests read and fuzzing starts from."""

BVH = """HIERARCHY
ROOT base
{
  OFFSET 0 1 0
  CHANNELS 6 Yposition Xposition Zposition Xrotation Zrotation Yrotation
  JOINT upper arm
  {
    OFFSET 2 0 0
    CHANNELS 3 Yrotation Xrotation Zrotation
    End Site
    {
      OFFSET 1 0 0
    }
  }
}
MOTION
Frames: 2
Frame Time: 0.0333333
10 20 30 0 0 0 0 0 0
10 20 30 0 90 0 90 0 0
"""
ASF = """# comment
:version 1.10
:name TEST
:units
  mass 1.0
  length 0.45
  angle deg
:root
   order TX TY TZ RX RY RZ
   axis XYZ
   position 0 0 0
   orientation 0 0 0
:bonedata
  begin
     id 1
     name hipbone
     direction 0 -1 0
     length 2
     axis 0 0 0 XYZ
  end
  begin
     id 2
     name thigh
     direction 0 -1 0
     length 3
     axis 0 0 90 XYZ
    dof rx rz
    limits (-160.0 20.0)
           (-70.0 70.0)
  end
  begin
     id 3
     name shin
     direction 0 -1 0
     length 4
     axis 30 20 10 XYZ
    dof rx ry rz
  end
:hierarchy
  begin
    root hipbone
    hipbone thigh
    thigh shin
  end
"""
AMC = """#!OML:ASF
:FULLY-SPECIFIED
:DEGREES
1
root 1 2 3 0 0 0
thigh 0 0
shin 0 0 0
2
root 1e0 2 3 10 20 30
thigh 90 1.5e-014
shin 15 -25 35
"""
