#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The tests' own HTTP/1.1 reader, deliberately separate from the gateway's parser,
// so that an error in one cannot hide an error in the other. Source: RFC 9112.
namespace tests {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// The first value of `name`, case-insensitive.
std::optional<std::string> field(const Fields& fields, std::string_view name);
std::size_t fieldCount(const Fields& fields, std::string_view name);
bool equalsIgnoringCase(std::string_view a, std::string_view b);

/// Start line and fields, parsed from a head including its blank line.
struct Head {
    std::string startLine;
    Fields fields;
};
std::optional<Head> parseHead(std::string_view text);

/// `request`, with at least a complete head, with its field names in lower
/// case, as Qt sends them from version 6.8 on.
std::string withLowerCaseNames(std::string request);

/// Consumes the framed bytes of one body, in pieces of any size.
class BodyReader {
public:
    enum class Framing { Length, Chunked, UntilClose };

    explicit BodyReader(Framing framing = Framing::Length, std::uint64_t length = 0);

    /// How many leading bytes of `bytes` belong to this body.
    std::size_t take(std::string_view bytes);
    /// The connection closed: completes only `UntilClose`.
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
