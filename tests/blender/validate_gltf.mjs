// Khronos' glTF validator over one file: node validate_gltf.mjs FOLDER_OF_NODE_MODULES FILE; prints its report.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, path] = process.argv.slice(2);
const validator = createRequire(`${folder}/`)("gltf-validator");
const report = await validator.validateBytes(new Uint8Array(readFileSync(path)));
console.log(JSON.stringify(report));
