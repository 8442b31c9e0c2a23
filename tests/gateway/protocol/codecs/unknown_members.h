#pragma once

#include "translated.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

// A vendor's next version, made up: members that no table has, in requests and in answers.

inline constexpr std::string_view kMadeUp = "xmadeup"; // in one word: Gemini has its names in two spellings

using Place = gateway::Json::json_pointer;

/// The objects of `body` in which a vendor may add members; what lies in the client's own words (arguments, schemas,
/// labels) is not among them.
std::vector<Place> openObjects(gateway::protocol::Format client, const gateway::Json& body);
/// The arrays whose elements say their types: blocks, items, parts and tools.
std::vector<Place> openLists(const gateway::Json& body);

/// What is wrong with what becomes of `request` with `value` as a new member of the object at `place`; empty: nothing,
/// or `request` is not valid. It must be read as before, and for each target the member is carried or named.
std::string complaintAboutMember(gateway::protocol::Format client, const gateway::Json& request, const Place& place, const gateway::Json& value);
/// Whether a request of `client` can be told to `target`.
bool isTakenBy(gateway::protocol::Format client, const gateway::Json& request, gateway::protocol::Format target);
/// The same of a new element of a type that does not exist, at the end of the list at `place`.
std::string complaintAboutType(gateway::protocol::Format client, const gateway::Json& request, const Place& place);

/// An upstream's stream, taken apart into its JSON events and put together again.
struct Stream {
    gateway::protocol::Format upstream;
    std::vector<std::string> lines; ///< without their ends
};
Stream streamOf(gateway::protocol::Format upstream, std::string_view text);
/// What a line holds; nothing: no JSON object.
std::optional<gateway::Json> eventIn(const std::string& line);
std::string complaintAboutMember(const Stream& stream, std::size_t line, const Place& place, const gateway::Json& value);
/// The same of a new event of a type that does not exist, before `line`.
std::string complaintAboutType(const Stream& stream, std::size_t line);

/// Short whole streams, one of each format that has a text one.
const std::vector<Stream>& shortStreams();

} // namespace tests
