#pragma once

#include "clock.h"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace gateway {

/// Creates ids that sort by time: 48 bits of milliseconds and 80 random bits in 26 characters of Crockford's base 32.
/// One thread.
/// Source: github.com/ulid/spec, "Canonical String Representation".
class IdSource {
public:
    IdSource();
    std::string next(WallTime now);

private:
    std::mt19937_64 m_random;
};

/// When the id was created, to the millisecond; empty: not such an id.
std::optional<WallTime> timeOfId(std::string_view id);

} // namespace gateway
