//! The JSON-RPC methods of Ethereum, to find those that are misspelt.

use crate::options::nearest;

/// Of the namespaces whose methods are known here.
const KNOWN: [&str; 52] = [
    "eth_accounts",
    "eth_blobBaseFee",
    "eth_blockNumber",
    "eth_call",
    "eth_callMany",
    "eth_chainId",
    "eth_coinbase",
    "eth_createAccessList",
    "eth_estimateGas",
    "eth_feeHistory",
    "eth_gasPrice",
    "eth_getBalance",
    "eth_getBlockByHash",
    "eth_getBlockByNumber",
    "eth_getBlockReceipts",
    "eth_getBlockTransactionCountByHash",
    "eth_getBlockTransactionCountByNumber",
    "eth_getCode",
    "eth_getFilterChanges",
    "eth_getFilterLogs",
    "eth_getLogs",
    "eth_getProof",
    "eth_getStorageAt",
    "eth_getTransactionByBlockHashAndIndex",
    "eth_getTransactionByBlockNumberAndIndex",
    "eth_getTransactionByHash",
    "eth_getTransactionCount",
    "eth_getTransactionReceipt",
    "eth_getUncleByBlockHashAndIndex",
    "eth_getUncleByBlockNumberAndIndex",
    "eth_getUncleCountByBlockHash",
    "eth_getUncleCountByBlockNumber",
    "eth_getWork",
    "eth_hashrate",
    "eth_maxPriorityFeePerGas",
    "eth_mining",
    "eth_newBlockFilter",
    "eth_newFilter",
    "eth_newPendingTransactionFilter",
    "eth_protocolVersion",
    "eth_sendRawTransaction",
    "eth_sendTransaction",
    "eth_sign",
    "eth_simulateV1",
    "eth_submitWork",
    "eth_subscribe",
    "eth_syncing",
    "eth_uninstallFilter",
    "eth_unsubscribe",
    "net_version",
    "web3_clientVersion",
    "web3_sha3",
];

/// Whether nobody has a method of this name, and which one was probably meant.
pub(super) fn unknown(name: &str) -> Option<Option<&'static str>> {
    let of_known_namespace = ["eth_", "net_", "web3_"].iter().any(|start| name.starts_with(start));
    let other_namespace = name.split_once('_').is_some_and(|(space, rest)| {
        !rest.is_empty() && space.starts_with(|first: char| first.is_ascii_lowercase())
    });
    if KNOWN.contains(&name) || name == "net_listening" || name == "net_peerCount" {
        return None;
    }
    let near = nearest(name, &KNOWN);
    (of_known_namespace || !other_namespace || near.is_some()).then_some(near)
}
