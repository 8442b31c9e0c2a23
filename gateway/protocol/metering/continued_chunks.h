#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// What all chunks of one stream have in common, as JSON text; empty if not specified.
struct ChunkIdentity {
    std::string id;
    std::string created;
    std::string model;

    bool operator==(const ChunkIdentity&) const = default;
};

/// The identity in one chunk.
ChunkIdentity identityOf(std::string_view chunk);

/// What an interrupted stream has delivered, to be continued.
struct PartialAnswer {
    std::string text;        ///< empty: there is none
    std::int64_t tokens = 0; ///< reported or estimated
    ChunkIdentity identity;
};

/// Makes the chunks of a stream continue another one: with its identity, and without the role, which was sent already.
/// Edited lines keep every other byte; lines that are not a chunk of an answer are not edited. One per stream; one
/// thread.
class ContinuedChunks {
public:
    /// Longer lines are passed on unchanged. Bytes.
    static constexpr std::size_t kMaxLine = 64 * 1024;

    explicit ContinuedChunks(ChunkIdentity identity);
    ~ContinuedChunks();

    /// Takes a piece of the stream (SSE), split anywhere, and returns the lines that are complete by now, valid until
    /// the next call.
    std::string_view feed(std::string_view piece);
    /// Takes the last piece and returns everything that is left.
    std::string_view finish(std::string_view piece);

private:
    class Parser;
    void endLine();

    const ChunkIdentity m_identity;
    std::unique_ptr<Parser> m_parser;
    std::string m_line; // incomplete line
    bool m_isFirst = true;
    bool m_isTooLong = false; // the rest of the line is passed on unchanged
    std::string m_out;
};

} // namespace gateway::protocol
