#pragma once

#include <compare>
#include <cstdint>

namespace gateway {

/// A number of tokens, not negative.
struct Tokens {
    std::int64_t count = 0;

    constexpr auto operator<=>(const Tokens&) const = default; // NOLINT(modernize-use-nullptr): the zero is the compiler's own
    constexpr Tokens& operator+=(Tokens other)
    {
        count += other.count;
        return *this;
    }
    friend constexpr Tokens operator+(Tokens a, Tokens b) { return {a.count + b.count}; }
    friend constexpr Tokens operator-(Tokens a, Tokens b) { return {a.count - b.count}; }
};

} // namespace gateway
