/**
 * `KeyHandle` of binding.ts.
 */
export class Key {
    static __wrap(ptr) {
        const obj = Object.create(Key.prototype);
        obj.__wbg_ptr = ptr;
        KeyFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        KeyFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_key_free(ptr, 0);
    }
    /**
     * @returns {string}
     */
    describe() {
        let deferred1_0;
        let deferred1_1;
        try {
            const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
            wasm.key_describe(retptr, this.__wbg_ptr);
            var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
            var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
            deferred1_0 = r0;
            deferred1_1 = r1;
            return getStringFromWasm0(r0, r1);
        } finally {
            wasm.__wbindgen_add_to_stack_pointer(16);
            wasm.__wbindgen_export5(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * @returns {any}
     */
    fingerprint() {
        const ret = wasm.key_fingerprint(this.__wbg_ptr);
        return ret;
    }
    /**
     * @returns {any}
     */
    publicKey() {
        const ret = wasm.key_publicKey(this.__wbg_ptr);
        return ret;
    }
    /**
     * @returns {string}
     */
    thumbprint() {
        let deferred1_0;
        let deferred1_1;
        try {
            const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
            wasm.key_thumbprint(retptr, this.__wbg_ptr);
            var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
            var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
            deferred1_0 = r0;
            deferred1_1 = r1;
            return getStringFromWasm0(r0, r1);
        } finally {
            wasm.__wbindgen_add_to_stack_pointer(16);
            wasm.__wbindgen_export5(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * @param {string | null} [format]
     * @returns {any}
     */
    toDer(format) {
        var ptr0 = isLikeNone(format) ? 0 : passStringToWasm0(format, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        var len0 = WASM_VECTOR_LEN;
        const ret = wasm.key_toDer(this.__wbg_ptr, ptr0, len0);
        return ret;
    }
    /**
     * @returns {string}
     */
    toJwk() {
        let deferred1_0;
        let deferred1_1;
        try {
            const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
            wasm.key_toJwk(retptr, this.__wbg_ptr);
            var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
            var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
            deferred1_0 = r0;
            deferred1_1 = r1;
            return getStringFromWasm0(r0, r1);
        } finally {
            wasm.__wbindgen_add_to_stack_pointer(16);
            wasm.__wbindgen_export5(deferred1_0, deferred1_1, 1);
        }
    }
    /**
     * @param {string | null} [format]
     * @returns {any}
     */
    toPem(format) {
        var ptr0 = isLikeNone(format) ? 0 : passStringToWasm0(format, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        var len0 = WASM_VECTOR_LEN;
        const ret = wasm.key_toPem(this.__wbg_ptr, ptr0, len0);
        return ret;
    }
}
if (Symbol.dispose) Key.prototype[Symbol.dispose] = Key.prototype.free;

/**
 * A list of keys on its way in: a handle in an array would be used up by the call.
 */
export class Keys {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        KeysFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_keys_free(ptr, 0);
    }
    constructor() {
        const ret = wasm.keys_new();
        this.__wbg_ptr = ret;
        KeysFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * @param {Key} key
     */
    push(key) {
        _assertClass(key, Key);
        wasm.keys_push(this.__wbg_ptr, key.__wbg_ptr);
    }
}
if (Symbol.dispose) Keys.prototype[Symbol.dispose] = Keys.prototype.free;

/**
 * `SignerHandle` of binding.ts.
 */
export class Signer {
    static __wrap(ptr) {
        const obj = Object.create(Signer.prototype);
        obj.__wbg_ptr = ptr;
        SignerFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        SignerFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_signer_free(ptr, 0);
    }
    /**
     * @param {string} payload
     * @param {number} now
     * @returns {any}
     */
    sign(payload, now) {
        const val2 = +now;
        const ptr0 = passStringToWasm0(payload, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.signer_sign(this.__wbg_ptr, ptr0, len0, val2);
        return ret;
    }
    /**
     * @returns {string[]}
     */
    warnings() {
        try {
            const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
            wasm.signer_warnings(retptr, this.__wbg_ptr);
            var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
            var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
            var v1 = getArrayJsValueFromWasm0(r0, r1);
            wasm.__wbindgen_export5(r0, r1 * 4, 4);
            return v1;
        } finally {
            wasm.__wbindgen_add_to_stack_pointer(16);
        }
    }
}
if (Symbol.dispose) Signer.prototype[Symbol.dispose] = Signer.prototype.free;

/**
 * `TemplateHandle` of binding.ts.
 */
export class Template {
    static __wrap(ptr) {
        const obj = Object.create(Template.prototype);
        obj.__wbg_ptr = ptr;
        TemplateFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        TemplateFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_template_free(ptr, 0);
    }
    /**
     * @param {string} input
     * @param {Uint8Array | number[]} signature
     * @returns {any}
     */
    attach(input, signature) {
        let ptr0, len0, ptr1, len1;
        try {
            ptr0 = passStringToWasm0(input, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
            len0 = WASM_VECTOR_LEN;
            ptr1 = passArray8ToWasm0(signature, wasm.__wbindgen_export3);
            len1 = WASM_VECTOR_LEN;
        } catch (e) {
            if (ptr1) { wasm.__wbindgen_export5(ptr1, len1 * 1, 1); }
            if (ptr0) { wasm.__wbindgen_export5(ptr0, len0 * 1, 1); }
            throw e;
        }
        const ret = wasm.template_attach(this.__wbg_ptr, ptr0, len0, ptr1, len1);
        return ret;
    }
    /**
     * @param {string} payload
     * @param {number} now
     * @returns {any}
     */
    input(payload, now) {
        const val2 = +now;
        const ptr0 = passStringToWasm0(payload, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.template_input(this.__wbg_ptr, ptr0, len0, val2);
        return ret;
    }
    /**
     * @returns {string[]}
     */
    warnings() {
        try {
            const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
            wasm.template_warnings(retptr, this.__wbg_ptr);
            var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
            var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
            var v1 = getArrayJsValueFromWasm0(r0, r1);
            wasm.__wbindgen_export5(r0, r1 * 4, 4);
            return v1;
        } finally {
            wasm.__wbindgen_add_to_stack_pointer(16);
        }
    }
}
if (Symbol.dispose) Template.prototype[Symbol.dispose] = Template.prototype.free;

/**
 * `VerifierHandle` of binding.ts.
 */
export class Verifier {
    static __wrap(ptr) {
        const obj = Object.create(Verifier.prototype);
        obj.__wbg_ptr = ptr;
        VerifierFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        VerifierFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_verifier_free(ptr, 0);
    }
    /**
     * `VerifiedText` of binding.ts: header, payload, and which of the verifier's keys signed.
     * @param {string} token
     * @param {number} now
     * @returns {any}
     */
    verify(token, now) {
        const val2 = +now;
        const ptr0 = passStringToWasm0(token, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.verifier_verify(this.__wbg_ptr, ptr0, len0, val2);
        return ret;
    }
}
if (Symbol.dispose) Verifier.prototype[Symbol.dispose] = Verifier.prototype.free;

/**
 * @param {string} rules
 * @param {Key} key
 * @param {string} options
 * @returns {any}
 */
export function createSigner(rules, key, options) {
    _assertClass(key, Key);
    let ptr0, len0, ptr1, len1;
    try {
        ptr0 = passStringToWasm0(rules, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len1 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr1) { wasm.__wbindgen_export5(ptr1, len1 * 1, 1); }
        if (ptr0) { wasm.__wbindgen_export5(ptr0, len0 * 1, 1); }
        throw e;
    }
    const ret = wasm.createSigner(ptr0, len0, key.__wbg_ptr, ptr1, len1);
    return ret;
}

/**
 * @param {string} rules
 * @param {string} algorithm
 * @param {string} options
 * @returns {any}
 */
export function createTemplate(rules, algorithm, options) {
    let ptr0, len0, ptr1, len1, ptr2, len2;
    try {
        ptr0 = passStringToWasm0(rules, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(algorithm, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len1 = WASM_VECTOR_LEN;
        ptr2 = passStringToWasm0(options, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len2 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr2) { wasm.__wbindgen_export5(ptr2, len2 * 1, 1); }
        if (ptr1) { wasm.__wbindgen_export5(ptr1, len1 * 1, 1); }
        if (ptr0) { wasm.__wbindgen_export5(ptr0, len0 * 1, 1); }
        throw e;
    }
    const ret = wasm.createTemplate(ptr0, len0, ptr1, len1, ptr2, len2);
    return ret;
}

/**
 * @param {Keys} keys
 * @param {string} options
 * @returns {any}
 */
export function createVerifier(keys, options) {
    let ptr0, ptr1, len1;
    try {
        _assertClass(keys, Keys);
        ptr0 = keys.__destroy_into_raw();
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len1 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr1) { wasm.__wbindgen_export5(ptr1, len1 * 1, 1); }
        if (ptr0) wasm.__wbg_keys_free(ptr0, 1);
        throw e;
    }
    const ret = wasm.createVerifier(ptr0, ptr1, len1);
    return ret;
}

/**
 * @param {string} token
 * @returns {any}
 */
export function decode(token) {
    const ptr0 = passStringToWasm0(token, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.decode(ptr0, len0);
    return ret;
}

/**
 * @param {string} text
 * @returns {string}
 */
export function digest(text) {
    let deferred2_0;
    let deferred2_1;
    try {
        const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
        const ptr0 = passStringToWasm0(text, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        const len0 = WASM_VECTOR_LEN;
        wasm.digest(retptr, ptr0, len0);
        var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
        var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
        deferred2_0 = r0;
        deferred2_1 = r1;
        return getStringFromWasm0(r0, r1);
    } finally {
        wasm.__wbindgen_add_to_stack_pointer(16);
        wasm.__wbindgen_export5(deferred2_0, deferred2_1, 1);
    }
}

/**
 * @param {Uint8Array | number[]} bytes
 * @returns {string}
 */
export function digestBytes(bytes) {
    let deferred2_0;
    let deferred2_1;
    try {
        const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
        const ptr0 = passArray8ToWasm0(bytes, wasm.__wbindgen_export3);
        const len0 = WASM_VECTOR_LEN;
        wasm.digestBytes(retptr, ptr0, len0);
        var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
        var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
        deferred2_0 = r0;
        deferred2_1 = r1;
        return getStringFromWasm0(r0, r1);
    } finally {
        wasm.__wbindgen_add_to_stack_pointer(16);
        wasm.__wbindgen_export5(deferred2_0, deferred2_1, 1);
    }
}

/**
 * @param {string} algorithm
 * @param {string} options
 * @returns {any}
 */
export function generateKey(algorithm, options) {
    let ptr0, len0, ptr1, len1;
    try {
        ptr0 = passStringToWasm0(algorithm, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len1 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr1) { wasm.__wbindgen_export5(ptr1, len1 * 1, 1); }
        if (ptr0) { wasm.__wbindgen_export5(ptr0, len0 * 1, 1); }
        throw e;
    }
    const ret = wasm.generateKey(ptr0, len0, ptr1, len1);
    return ret;
}

/**
 * @param {string} algorithm
 * @returns {any}
 */
export function generateSecret(algorithm) {
    const ptr0 = passStringToWasm0(algorithm, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.generateSecret(ptr0, len0);
    return ret;
}

/**
 * @param {Uint8Array | number[]} bytes
 * @param {string} options
 * @returns {any}
 */
export function importBytes(bytes, options) {
    let ptr0, len0, ptr1, len1;
    try {
        ptr0 = passArray8ToWasm0(bytes, wasm.__wbindgen_export3);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len1 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr1) { wasm.__wbindgen_export5(ptr1, len1 * 1, 1); }
        if (ptr0) { wasm.__wbindgen_export5(ptr0, len0 * 1, 1); }
        throw e;
    }
    const ret = wasm.importBytes(ptr0, len0, ptr1, len1);
    return ret;
}

/**
 * @param {string} text
 * @returns {any}
 */
export function importKeySet(text) {
    const ptr0 = passStringToWasm0(text, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.importKeySet(ptr0, len0);
    return ret;
}

/**
 * @param {Uint8Array | number[]} bytes
 * @param {string} options
 * @returns {any}
 */
export function importSecret(bytes, options) {
    let ptr0, len0, ptr1, len1;
    try {
        ptr0 = passArray8ToWasm0(bytes, wasm.__wbindgen_export3);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len1 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr1) { wasm.__wbindgen_export5(ptr1, len1 * 1, 1); }
        if (ptr0) { wasm.__wbindgen_export5(ptr0, len0 * 1, 1); }
        throw e;
    }
    const ret = wasm.importSecret(ptr0, len0, ptr1, len1);
    return ret;
}

/**
 * @param {string} text
 * @param {string} options
 * @returns {any}
 */
export function importText(text, options) {
    let ptr0, len0, ptr1, len1;
    try {
        ptr0 = passStringToWasm0(text, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len1 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr1) { wasm.__wbindgen_export5(ptr1, len1 * 1, 1); }
        if (ptr0) { wasm.__wbindgen_export5(ptr0, len0 * 1, 1); }
        throw e;
    }
    const ret = wasm.importText(ptr0, len0, ptr1, len1);
    return ret;
}

/**
 * @param {Uint8Array | number[]} payload
 * @param {Key} key
 * @param {string} options
 * @returns {any}
 */
export function jwsSign(payload, key, options) {
    _assertClass(key, Key);
    let ptr0, len0, ptr1, len1;
    try {
        ptr0 = passArray8ToWasm0(payload, wasm.__wbindgen_export3);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passStringToWasm0(options, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len1 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr1) { wasm.__wbindgen_export5(ptr1, len1 * 1, 1); }
        if (ptr0) { wasm.__wbindgen_export5(ptr0, len0 * 1, 1); }
        throw e;
    }
    const ret = wasm.jwsSign(ptr0, len0, key.__wbg_ptr, ptr1, len1);
    return ret;
}

/**
 * `VerifiedBytes` of binding.ts: header, payload, and which of the keys signed.
 * @param {string} token
 * @param {Keys} keys
 * @param {string} options
 * @returns {any}
 */
export function jwsVerify(token, keys, options) {
    let ptr0, len0, ptr1, ptr2, len2;
    try {
        ptr0 = passStringToWasm0(token, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len0 = WASM_VECTOR_LEN;
        _assertClass(keys, Keys);
        ptr1 = keys.__destroy_into_raw();
        ptr2 = passStringToWasm0(options, wasm.__wbindgen_export3, wasm.__wbindgen_export4);
        len2 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr2) { wasm.__wbindgen_export5(ptr2, len2 * 1, 1); }
        if (ptr1) wasm.__wbg_keys_free(ptr1, 1);
        if (ptr0) { wasm.__wbindgen_export5(ptr0, len0 * 1, 1); }
        throw e;
    }
    const ret = wasm.jwsVerify(ptr0, len0, ptr1, ptr2, len2);
    return ret;
}

/**
 * Which release this is: its JavaScript refuses to work with another's.
 * @returns {string}
 */
export function version() {
    let deferred1_0;
    let deferred1_1;
    try {
        const retptr = wasm.__wbindgen_add_to_stack_pointer(-16) >>> 0;
        wasm.version(retptr);
        var r0 = getDataViewMemory0().getInt32(retptr + 4 * 0, true);
        var r1 = getDataViewMemory0().getInt32(retptr + 4 * 1, true);
        deferred1_0 = r0;
        deferred1_1 = r1;
        return getStringFromWasm0(r0, r1);
    } finally {
        wasm.__wbindgen_add_to_stack_pointer(16);
        wasm.__wbindgen_export5(deferred1_0, deferred1_1, 1);
    }
}
export function __wbg___wbindgen_throw_4c88d8bf264fd984(arg0, arg1) {
    throw new Error(getStringFromWasm0(arg0, arg1));
}
export function __wbg_getRandomValues_8b6f1f663e6f188d() { return handleError(function (arg0, arg1) {
    globalThis.crypto.getRandomValues(getArrayU8FromWasm0(arg0, arg1));
}, arguments); }
export function __wbg_key_new(arg0) {
    const ret = Key.__wrap(arg0);
    return ret;
}
export function __wbg_new_37eb45aaf5eeb820() {
    const ret = new Array();
    return ret;
}
export function __wbg_new_cd4348290afae586() {
    const ret = new Object();
    return ret;
}
export function __wbg_new_from_slice_b8daf545a41c6aa0(arg0, arg1) {
    const ret = new Uint8Array(getArrayU8FromWasm0(arg0, arg1));
    return ret;
}
export function __wbg_of_4cc373bef1f715a4(arg0, arg1, arg2) {
    const ret = Array.of(arg0, arg1, arg2);
    return ret;
}
export function __wbg_push_c9f4893fc209f768(arg0, arg1) {
    const ret = arg0.push(arg1);
    return ret;
}
export function __wbg_set_2793479888329cb6() { return handleError(function (arg0, arg1, arg2) {
    const ret = Reflect.set(arg0, arg1, arg2);
    return ret;
}, arguments); }
export function __wbg_signer_new(arg0) {
    const ret = Signer.__wrap(arg0);
    return ret;
}
export function __wbg_template_new(arg0) {
    const ret = Template.__wrap(arg0);
    return ret;
}
export function __wbg_verifier_new(arg0) {
    const ret = Verifier.__wrap(arg0);
    return ret;
}
export function __wbindgen_generic_0000000000000001(arg0) {
    // Cast intrinsic for `F64 -> Externref`.
    const ret = arg0;
    return ret;
}
export function __wbindgen_generic_0000000000000002(arg0, arg1) {
    // Cast intrinsic for `Ref(String) -> Externref`.
    const ret = getStringFromWasm0(arg0, arg1);
    return ret;
}
export function __wbindgen_init_externref_table() {
    const table = wasm.__wbindgen_externrefs;
    table.set(0, undefined);
    table.set(1024, undefined);
    table.set(1025, null);
    table.set(1026, true);
    table.set(1027, false);
}
const KeyFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_key_free(ptr, 1));
const KeysFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_keys_free(ptr, 1));
const SignerFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_signer_free(ptr, 1));
const TemplateFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_template_free(ptr, 1));
const VerifierFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_verifier_free(ptr, 1));

function addToExternrefTable0(obj) {
    const idx = wasm.__wbindgen_export2();
    wasm.__wbindgen_externrefs.set(idx, obj);
    return idx;
}

function _assertClass(instance, klass) {
    if (!(instance instanceof klass)) {
        throw new Error(`expected instance of ${klass.name}`);
    }
}

function getArrayJsValueFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    const mem = getDataViewMemory0();
    const result = [];
    for (let i = ptr; i < ptr + 4 * len; i += 4) {
        result.push(wasm.__wbindgen_externrefs.get(mem.getUint32(i, true)));
    }
    wasm.__wbindgen_export6(ptr, len);
    return result;
}

function getArrayU8FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
}

let cachedDataViewMemory0 = null;
function getDataViewMemory0() {
    if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)) {
        cachedDataViewMemory0 = new DataView(wasm.memory.buffer);
    }
    return cachedDataViewMemory0;
}

function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
}

let cachedUint8ArrayMemory0 = null;
function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
        cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
}

function handleError(f, args) {
    try {
        return f.apply(this, args);
    } catch (e) {
        const idx = addToExternrefTable0(e);
        wasm.__wbindgen_export(idx);
    }
}

function isLikeNone(x) {
    return x === undefined || x === null;
}

function passArray8ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 1, 1) >>> 0;
    getUint8ArrayMemory0().set(arg, ptr / 1);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
}

function passStringToWasm0(arg, malloc, realloc) {
    if (realloc === undefined) {
        const buf = cachedTextEncoder.encode(arg);
        const ptr = malloc(buf.length, 1) >>> 0;
        getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
        WASM_VECTOR_LEN = buf.length;
        return ptr;
    }

    let len = arg.length;
    let ptr = malloc(len, 1) >>> 0;

    const mem = getUint8ArrayMemory0();

    let offset = 0;

    for (; offset < len; offset++) {
        const code = arg.charCodeAt(offset);
        if (code > 0x7F) break;
        mem[ptr + offset] = code;
    }
    if (offset !== len) {
        if (offset !== 0) {
            arg = arg.slice(offset);
        }
        ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
        const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
        const ret = cachedTextEncoder.encodeInto(arg, view);

        offset += ret.written;
        ptr = realloc(ptr, len, offset, 1) >>> 0;
    }

    WASM_VECTOR_LEN = offset;
    return ptr;
}

let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
cachedTextDecoder.decode();
const MAX_SAFARI_DECODE_BYTES = 2146435072;
let numBytesDecoded = 0;
function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
        cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
        cachedTextDecoder.decode();
        numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
}

const cachedTextEncoder = new TextEncoder();

if (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function (arg, view) {
        const buf = cachedTextEncoder.encode(arg);
        view.set(buf);
        return {
            read: arg.length,
            written: buf.length
        };
    };
}

let WASM_VECTOR_LEN = 0;


let wasm;
export function __wbg_set_wasm(val) {
    wasm = val;
}
