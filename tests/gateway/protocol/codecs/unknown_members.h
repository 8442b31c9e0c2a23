#pragma once

#include "translated.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

// An invented future API version: fields that no table contains, in requests and in answers.

inline constexpr std::string_view kMadeUp = "xmadeup"; // one word, because Gemini's names have two spellings

using Place = gateway::Json::json_pointer;

/// The objects of `body` to which a vendor may add fields; not those in client-defined content (arguments, schemas,
/// labels).
std::vector<Place> openObjects(gateway::protocol::Format client, const gateway::Json& body);
/// The arrays whose elements have a type: blocks, items, parts and tools.
std::vector<Place> openLists(const gateway::Json& body);

/// The fault in the translation of `request` with `value` as a new field of the object at `place`; empty: none, or
/// `request` is invalid. It must be read as before, and for each target the field is carried or reported.
std::string complaintAboutMember(gateway::protocol::Format client, const gateway::Json& request, const Place& place, const gateway::Json& value);
/// Whether a request of `client` can be translated for `target`.
bool isTakenBy(gateway::protocol::Format client, const gateway::Json& request, gateway::protocol::Format target);
/// The same for a new element of an unknown type at the end of the array at `place`.
std::string complaintAboutType(gateway::protocol::Format client, const gateway::Json& request, const Place& place);

/// An upstream's stream, split into its JSON events.
struct Stream {
    gateway::protocol::Format upstream;
    std::vector<std::string> lines; ///< without line ends
};
Stream streamOf(gateway::protocol::Format upstream, std::string_view text);
/// The JSON object in a line; empty: none.
std::optional<gateway::Json> eventIn(const std::string& line);
std::string complaintAboutMember(const Stream& stream, std::size_t line, const Place& place, const gateway::Json& value);
/// The same for a new event of an unknown type before `line`.
std::string complaintAboutType(const Stream& stream, std::size_t line);

/// Short complete streams, one for each text-based format.
const std::vector<Stream>& shortStreams();

} // namespace tests
