#pragma once

#include "said_text.h"
#include "tokenizer.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <string>

namespace gateway::protocol {

/// Texts whose tokens are to be counted. A value, handed to another thread.
struct CountJob {
    std::optional<TokenFamily> family; ///< empty: estimated
    QByteArray request;      ///< the body, JSON; empty: nothing of it
    std::string messages;    ///< the field of it that holds what is said
    bool isChat = true;      ///< with roles; false: texts alone, such as those to be embedded
    std::optional<SaidText> said; ///< an answer; empty: there is none
};

struct TokenCounts {
    std::optional<std::int64_t> input;
    std::optional<std::int64_t> output; ///< text and calls
    std::optional<std::int64_t> reasoning; ///< that is told; empty: none is
    /// Counted by the family's own vocabulary, and nothing was there but texts: tools, calls,
    /// thoughts and media come to what only the provider knows.
    bool isInputExact = false;
    bool isOutputExact = false;
    bool isSkipped = false; ///< nobody came to it, and what is there is a rough estimate
};

/// Bytes of a request that are counted; what is beyond is taken for as dense as these.
inline constexpr std::size_t kMostCounted = 2 * 1024 * 1024;

/// `tokenizer` is of the job's family, or null. What cannot be read as JSON has no number. Takes as
/// long as the texts: at 10 MB/s or more. Any thread.
TokenCounts countTokens(const CountJob& job, const Tokenizer* tokenizer);

} // namespace gateway::protocol
