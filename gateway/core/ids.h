#pragma once

#include "clock.h"

#include <cstdint>
#include <random>
#include <string>

namespace gateway {

/// Makes ids that sort by time: 48 bits of milliseconds and 80 random bits in 26
/// characters of Crockford's base 32. One thread.
/// Source: github.com/ulid/spec, "Canonical String Representation".
class IdSource {
public:
    IdSource();
    std::string next(WallTime now);

private:
    std::mt19937_64 m_random;
};

} // namespace gateway
