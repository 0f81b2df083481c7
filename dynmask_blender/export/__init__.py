"""FBX and glTF files of actions and takes, with a clean skeleton and the meshes that hang on it."""
