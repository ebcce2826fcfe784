use super::{Shown, error_table};

error_table! {
    /// Why a request does not pass a gate. For the log; the client is told less.
    pub enum GateError in Gate {
        /// The request has no token where one is required.
        TokenMissing = "ERR_GATE_TOKEN_MISSING",
            "The request has no token, and the project requires one.";
        /// The Authorization header holds no bearer token.
        Scheme = "ERR_GATE_SCHEME",
            "The Authorization header is no `Bearer` with a token.";
        /// The token lasts longer than the project allows.
        Lifetime {
            /// How long from now, in words.
            span: Shown,
            /// The longest that is taken, in words.
            maximum: Shown,
        } = "ERR_GATE_LIFETIME",
            "The token lasts another {span}; `longestLifetime` is {maximum}.";
        /// The body is longer than the gate reads.
        BodyTooLong {
            /// Its length in bytes.
            length: usize,
            /// The longest that is read.
            maximum: usize,
        } = "ERR_GATE_BODY_TOO_LONG",
            "The body has {length} bytes; `maxBodyLength` is {maximum}.";
        /// The body is not JSON.
        BodySyntax {
            /// What is wrong with it.
            problem: Shown,
        } = "ERR_GATE_BODY_JSON",
            "The body is not strict JSON: {problem}.";
        /// The body is JSON, but no call.
        BodyInvalid {
            /// Which call of a batch, or nothing.
            call: Shown,
            /// What is wrong with it.
            problem: &'static str,
        } = "ERR_GATE_CALL_INVALID",
            "The body is no JSON-RPC call:{call} {problem}.";
        /// The batch has too many calls.
        BatchTooLong {
            /// How many there are.
            found: usize,
            /// How many are taken.
            maximum: usize,
        } = "ERR_GATE_BATCH_TOO_LONG",
            "The batch has {found} calls; `maxBatchLength` is {maximum}.";
        /// The method is not in the list.
        Method {
            /// The method.
            found: Shown,
        } = "ERR_GATE_METHOD",
            "The method {found} is not in `methods`.";
        /// An address is not in the list, or cannot be told.
        Address {
            /// The method.
            method: Shown,
            /// The address, or why there is none.
            found: Shown,
        } = "ERR_GATE_ADDRESS",
            "{method} asks about {found}; `addresses` allows none but its own.";
        /// The origin is not in the list.
        Origin {
            /// The origin.
            found: Shown,
        } = "ERR_GATE_ORIGIN",
            "The origin is {found}, which `origins` does not allow.";
        /// The user agent is not in the list.
        UserAgent {
            /// The user agent.
            found: Shown,
        } = "ERR_GATE_USER_AGENT",
            "The user agent is {found}, which `user_agents` does not allow.";
    }
}
