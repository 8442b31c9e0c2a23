#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// What is the same in all chunks of one stream, as JSON text; empty: not said.
struct ChunkIdentity {
    std::string id;
    std::string created;
    std::string model;

    bool operator==(const ChunkIdentity&) const = default;
};

/// That of one chunk.
ChunkIdentity identityOf(std::string_view chunk);

/// What a stream that broke off had brought, to be gone on with.
struct PartialAnswer {
    std::string text;        ///< empty: there is none
    std::int64_t tokens = 0; ///< reported or estimated
    ChunkIdentity identity;
};

/// Makes the chunks of a stream such that they go on another one: with its identity,
/// and without the role, which has been said. Of what is edited every other byte stays
/// as it is; what is no chunk of an answer is not edited. One per stream; one thread.
class ContinuedChunks {
public:
    /// A line that is longer than this goes on as it is.
    static constexpr std::size_t kMaxLine = 64 * 1024;

    explicit ContinuedChunks(ChunkIdentity identity);
    ~ContinuedChunks();

    /// A piece of the stream (SSE), cut anywhere. Returns the lines that are whole by now,
    /// valid until the next call.
    std::string_view feed(std::string_view piece);
    /// The last piece: returns what is left, too.
    std::string_view finish(std::string_view piece);

private:
    class Parser;
    void endLine();

    const ChunkIdentity m_identity;
    std::unique_ptr<Parser> m_parser;
    std::string m_line; // of which the end has not come
    bool m_isFirst = true;
    bool m_isTooLong = false; // the rest of the line goes on as it comes
    std::string m_out;
};

} // namespace gateway::protocol
