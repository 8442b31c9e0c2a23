// Server-sent events: no byte is lost, and events are the same however they come.

#include "input.h"

#include "gateway/core/text/sse.h"

using fuzz::Input;
using fuzz::require;
using gateway::SseReader;

namespace {

struct Seen {
    std::vector<std::string> events; ///< name and data
    std::string raw; ///< of all events, and the rest
    bool operator==(const Seen&) const = default;
};

bool holds(std::string_view whole, std::string_view part)
{
    return part.empty() || whole.find(part) != std::string_view::npos;
}

Seen read(const std::vector<std::string_view>& pieces)
{
    SseReader reader;
    SseReader::Event event;
    Seen seen;
    for (const std::string_view piece : pieces) {
        const std::vector<char> own = fuzz::exactly(piece);
        reader.feed(fuzz::viewOf(own));
        while (reader.next(event)) {
            require(!event.raw.empty() && (event.raw.back() == '\n' || event.raw.back() == '\r'),
                "an event ends with its line");
            require(
                event.data.size() <= event.raw.size() && holds(event.raw, event.name), "an event is made of its bytes");
            require(event.data.find('\r') == std::string_view::npos, "data has no end of a line but line feeds");
            require(event.name.find_first_of("\r\n") == std::string_view::npos, "a name is one line");
            seen.events.push_back(std::string(event.name) + '\0' + std::string(event.data));
            seen.raw += event.raw;
        }
    }
    seen.raw += reader.rest();
    require(!reader.overflowed(), "nothing here is too long");
    return seen;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Input input(data, size);
    const Seen whole = read({input.text()});
    require(whole.raw == input.text(), "no byte is lost or changed");
    require(read(input.pieces(input.text())) == whole, "events are the same however they come");
    return 0;
}
