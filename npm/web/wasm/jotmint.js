import * as wasm from "./jotmint_bg.wasm";
import { __wbg_set_wasm } from "./jotmint_bg.js";

__wbg_set_wasm(wasm);
wasm.__wbindgen_start();
export {
    Key, Keys, Signer, Template, Verifier, createSigner, createTemplate, createVerifier, decode, digest, digestBytes, generateKey, generateSecret, importBytes, importKeySet, importSecret, importText, jwsSign, jwsVerify, version
} from "./jotmint_bg.js";
