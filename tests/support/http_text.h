#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// HTTP/1.1 as the tests read it: apart from the gateway's own parser on purpose,
// so that one mistake cannot hide the other. Source: RFC 9112.
namespace tests {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// The first value under `name`, without case.
std::optional<std::string> field(const Fields& fields, std::string_view name);
std::size_t fieldCount(const Fields& fields, std::string_view name);
bool equalsIgnoringCase(std::string_view a, std::string_view b);

/// A start line and fields, from the text of a head up to and including its blank line.
struct Head {
    std::string startLine;
    Fields fields;
};
std::optional<Head> parseHead(std::string_view text);

/// `request`, from its start to the end of its head at least, with the names of its fields in lower
/// case: from version 6.8 on, Qt sends them so.
std::string withLowerCaseNames(std::string request);

/// Takes in the framed bytes of one body, in pieces of any size.
class BodyReader {
public:
    enum class Framing { Length, Chunked, UntilClose };

    explicit BodyReader(Framing framing = Framing::Length, std::uint64_t length = 0);

    /// How many bytes at the front of `bytes` belonged to this body.
    std::size_t take(std::string_view bytes);
    /// The connection closed: completes `UntilClose`, and nothing else.
    void closed();

    bool isComplete() const { return m_state == State::Done; }
    bool isBroken() const { return m_state == State::Broken; }
    const std::string& body() const { return m_body; }
    std::size_t chunks() const { return m_chunks; }
    const Fields& trailers() const { return m_trailers; }

private:
    enum class State { SizeLine, Data, DataEnd, Trailer, Rest, Done, Broken };
    void takeLine();

    Framing m_framing;
    State m_state;
    std::uint64_t m_left;
    std::string m_line;
    std::string m_body;
    std::size_t m_chunks = 0;
    Fields m_trailers;
};

} // namespace tests
