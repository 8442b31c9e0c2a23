#pragma once

#include "said_text.h"
#include "tokenizer.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <string>

namespace gateway::protocol {

/// Texts whose tokens are to be counted. A value, passed to another thread.
struct CountJob {
    std::optional<TokenFamily> family; ///< empty: estimate
    QByteArray request;      ///< the body, JSON; empty: do not count it
    std::string messages;    ///< its field with the messages
    bool isChat = true;      ///< with roles; false: plain texts, such as those for embeddings
    std::optional<SaidText> said; ///< the text of an answer; empty: none
};

struct TokenCounts {
    std::optional<std::int64_t> input;
    std::optional<std::int64_t> output; ///< text and calls
    std::optional<std::int64_t> reasoning; ///< if it is visible; empty: none
    /// Whether the family's own vocabulary was used and there were only texts: only the provider knows the tokens of
    /// tools, calls, reasoning and media.
    bool isInputExact = false;
    bool isOutputExact = false;
    bool isSkipped = false; ///< the job was not processed, and the numbers are rough estimates
};

/// Bytes of a request that are counted; the rest is assumed to have the same density.
inline constexpr std::size_t kMostCounted = 2 * 1024 * 1024;

/// `tokenizer` must be of the job's family, or null. Invalid JSON has no count. Takes time proportional to the texts:
/// at least 10 MB/s. Any thread.
TokenCounts countTokens(const CountJob& job, const Tokenizer* tokenizer);

} // namespace gateway::protocol
