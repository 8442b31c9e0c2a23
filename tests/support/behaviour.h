#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

/// How the fake upstream answers one request. The defaults answer well.
///
/// Written as text it is a list of words with commas between them, such as
/// "status=429,retry-after=7" or "gap=20,reset=3"; the words are in
/// behaviour.cpp, one row each, and `describeBehaviours()` prints them.
struct Behaviour {
    // ---- instead of an answer
    bool hang = false; ///< reads the request and says nothing
    bool resetBeforeHead = false; ///< the connection is reset
    bool closeBeforeHead = false; ///< the connection is closed in an orderly way
    bool resetInHead = false; ///< the connection is reset in the middle of the head
    bool garbage = false; ///< bytes that are no HTTP, then close

    // ---- the head
    int status = 200;
    std::string code; ///< of the error body; empty: what usually goes with the status
    std::string message; ///< likewise
    int retryAfter_s = -1;
    std::vector<std::pair<std::string, std::string>> headers;
    bool announceClose = false; ///< Connection: close
    int headBytes = 0; ///< a header of this size on top
    bool dropAfter = false; ///< closes behind the answer without having said so

    /// Refuses system messages but one that comes first, as chat templates of Qwen 3.5 and later do.
    bool oneSystem = false;

    // ---- time, in milliseconds
    int headDelay = 0; ///< before the head
    int firstDelay = 0; ///< between the head and the first byte of the body
    int gap = 0; ///< between two events of a stream
    bool stepped = false; ///< waits for `FakeUpstream::step()` before each event (or the body)

    // ---- the body
    std::optional<std::string> body; ///< exactly these bytes, where it is not streamed
    std::optional<std::vector<std::string>> events; ///< exactly these pieces, where it is streamed
    bool malformed = false; ///< JSON that breaks off, in a body that is framed well
    bool empty = false; ///< no byte at all
    bool alwaysStream = false; ///< as if `stream` had been asked for
    int words = 8; ///< tokens of the text
    int wordBytes = 0; ///< pads each word to this size
    int filler = 0; ///< so many pieces of `fillerPiece()` behind the first word, made as they are sent
    int input = 11; ///< usage
    int cached = 0;
    int reasoning = 0;
    bool noUsage = false; ///< though it was asked for
    bool usageAlways = false; ///< though it was not asked for
    bool usageInFinish = false; ///< in the chunk that has the finish reason, as some providers do
    bool crlf = false; ///< ends lines of the stream with CR LF
    bool comments = false; ///< an SSE comment before each event
    std::string coding; ///< Content-Encoding, as `Encoder` has them; empty: none

    // ---- faults in the body, after so many events (or, without a stream, bytes)
    int stallAfter = -1; ///< nothing more comes, the connection stays
    int resetAfter = -1; ///< the connection is reset
    int truncateAfter = -1; ///< the connection closes, the framing unfinished
    int cutAfter = -1; ///< the same in the middle of the next event (without a stream: of the body's chunk)
    int endAfter = -1; ///< the framing ends in good order, the content does not
    int errorAfter = -1; ///< an error object inside the stream, then the end
    int codingFault = -1; ///< bytes that are not of the `coding`, then the end

    // ---- framing
    enum class Framing { Natural, Chunked, UntilClose };
    Framing framing = Framing::Natural; ///< natural: streams chunked, else Content-Length
    bool oddChunks = false; ///< sizes 1, 2, 3, 5 ..., extensions, leading zeros, capitals, a trailer
    int lengthOff = 0; ///< Content-Length promises so many bytes more (or fewer) than come before the close
    int sliceBytes = 0; ///< writes in slices of this size, whatever the framing; 0: whole events
    int sliceGap = 0; ///< milliseconds between two slices
    int sliceAfter = 0; ///< so many events are written as a whole before
    bool gathered = false; ///< all events in one write
};

/// From text; `problem` says which word is not known or badly written.
std::optional<Behaviour> parseBehaviour(std::string_view text, std::string& problem);

/// All words and what they do, one line each.
std::string describeBehaviours();

} // namespace tests
