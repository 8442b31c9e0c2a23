#include "key_places.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::config::foreign {

namespace {

constexpr std::array<std::string_view, 3> kHeaders{"x-api-key", "api-key", "x-goog-api-key"};
constexpr std::string_view kParameter = "key";

} // namespace

bool isTakenHere(const KeyPlace& place)
{
    if (!place.isHeader)
        return place.name == kParameter;
    return std::any_of(
        kHeaders.begin(), kHeaders.end(), [&](std::string_view name) { return equalsIgnoringCase(name, place.name); });
}

std::optional<Note> noteOfKeyPlaces(const std::string& path, const std::vector<KeyPlace>& places)
{
    std::string names;
    for (const KeyPlace& place : places)
        if (!isTakenHere(place))
            names += (names.empty() ? "" : " or ")
                + std::string(place.isHeader ? "the header " : "the query parameter ") + place.name;
    if (names.empty())
        return std::nullopt;
    return Note{path, "its clients send their key in " + names + "; Signalbox does not read a key from there",
        "change the clients: they must send the key as Authorization: Bearer KEY, or in the header x-api-key"};
}

} // namespace gateway::config::foreign
