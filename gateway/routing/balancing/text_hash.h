#pragma once

#include <cstdint>
#include <string_view>

namespace gateway::routing {

/// A hash of `text` that is the same on every machine and in every run, with all bits evenly distributed. Not for
/// secrets.
constexpr std::uint64_t textHash(std::string_view text, std::uint64_t seed = 0)
{
    std::uint64_t hash = 0xcbf29ce484222325U ^ seed; // FNV-1a
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    // and the end of SplitMix64, because the upper bits of FNV are poorly mixed
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9U;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebU;
    return hash ^ (hash >> 31);
}

} // namespace gateway::routing
