#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

/// How the fake upstream answers one request. The defaults give a normal answer.
///
/// As text it is a list of comma-separated words, such as
/// "status=429,retry-after=7" or "gap=20,reset=3"; the words are in
/// behaviour.cpp, one row each, and `describeBehaviours()` prints them.
struct Behaviour {
    // ---- instead of an answer
    bool hang = false; ///< reads the request and never answers
    bool resetBeforeHead = false; ///< the connection is reset
    bool closeBeforeHead = false; ///< the connection is closed in an orderly way
    bool resetInHead = false; ///< the connection is reset in the middle of the head
    bool garbage = false; ///< bytes that are not HTTP, then close

    // ---- the head
    int status = 200;
    std::string code; ///< of the error body; empty: the usual one for the status
    std::string message; ///< of the error body; empty: the usual one for the status
    int retryAfter_s = -1;
    std::vector<std::pair<std::string, std::string>> headers;
    bool announceClose = false; ///< Connection: close
    int headBytes = 0; ///< an additional header of this size
    bool dropAfter = false; ///< closes after the answer without announcing it

    /// Refuses system messages except the first message, like chat templates of Qwen 3.5 and later.
    bool oneSystem = false;

    // ---- time, in milliseconds
    int headDelay = 0; ///< before the head
    int firstDelay = 0; ///< between the head and the first byte of the body
    int gap = 0; ///< between two events of a stream
    bool stepped = false; ///< waits for `FakeUpstream::step()` before each event (or the body)

    // ---- the body
    std::optional<std::string> body; ///< exactly these bytes when not streamed
    std::optional<std::vector<std::string>> events; ///< exactly these pieces when streamed
    bool malformed = false; ///< truncated JSON in a well-framed body
    bool empty = false; ///< no bytes at all
    bool alwaysStream = false; ///< as if `stream` had been requested
    int words = 8; ///< tokens of the text
    int wordBytes = 0; ///< pads each word to this size
    int filler = 0; ///< number of `fillerPiece()`s after the first word, generated while sending
    int input = 11; ///< usage
    int cached = 0;
    int reasoning = 0;
    bool noUsage = false; ///< even if requested
    bool usageAlways = false; ///< even if not requested
    bool usageInFinish = false; ///< in the chunk with the finish reason, as some providers do
    bool crlf = false; ///< ends lines of the stream with CR LF
    bool comments = false; ///< an SSE comment before each event
    std::string coding; ///< Content-Encoding with the names of `Encoder`; empty: none

    // ---- faults in the body, after so many events (or, without a stream, bytes)
    int stallAfter = -1; ///< nothing more is sent, the connection stays open
    int resetAfter = -1; ///< the connection is reset
    int truncateAfter = -1; ///< the connection closes with the framing incomplete
    int cutAfter = -1; ///< the same within the next event (not streamed: within the body's chunk)
    int endAfter = -1; ///< the framing ends properly, the content does not
    int errorAfter = -1; ///< an error object within the stream, then the end
    int codingFault = -1; ///< bytes that are invalid in `coding`, then the end

    // ---- framing
    enum class Framing { Natural, Chunked, UntilClose };
    Framing framing = Framing::Natural; ///< natural: streams chunked, otherwise Content-Length
    bool oddChunks = false; ///< sizes 1, 2, 3, 5 ..., extensions, leading zeros, capitals, a trailer
    int lengthOff = 0; ///< Content-Length announces this many bytes more (or fewer) than are sent before the close
    int sliceBytes = 0; ///< writes slices of this size regardless of framing; 0: whole events
    int sliceGap = 0; ///< milliseconds between two slices
    int sliceAfter = 0; ///< this many events are written whole first
    bool gathered = false; ///< all events in one write
};

/// Parses text; `problem` names an unknown or invalid word.
std::optional<Behaviour> parseBehaviour(std::string_view text, std::string& problem);

/// All words with their meaning, one per line.
std::string describeBehaviours();

} // namespace tests
