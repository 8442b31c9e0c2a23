#pragma once

#include "gateway/core/clock.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace gateway::exchange {

/// A key that a consumer may send.
struct KnownKey {
    std::size_t consumer = 0; ///< index in the settings
    std::optional<WallTime> expiresAt = {};
    bool enabled = true;
};

/// The keys that consumers may send, stored as SHA-256 only. Look-up time reveals nothing about them: the place in the
/// table depends on a secret number, and digests are compared to the last byte. Any thread, once filled.
class ConsumerKeys {
public:
    using Digest = std::array<unsigned char, 32>;

    ConsumerKeys();

    static Digest digestOf(std::string_view key);
    /// Takes 64 hexadecimal digits.
    static Digest digestFromHex(std::string_view hex);
    /// Takes the same time wherever they differ.
    static bool isSame(const Digest& a, const Digest& b);

    /// Replaces the key that has this digest.
    void add(const Digest& digest, const KnownKey& key);
    /// Null if no consumer has this key.
    const KnownKey* find(std::string_view key) const;
    bool isEmpty() const { return m_keys.empty(); }

private:
    struct Entry {
        Digest digest;
        KnownKey key;
    };

    std::size_t placeOf(const Digest& digest) const;

    std::size_t m_seed;
    std::unordered_multimap<std::size_t, Entry> m_keys;
};

} // namespace gateway::exchange
