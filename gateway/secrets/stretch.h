#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <cstdint>
#include <span>

namespace gateway::secrets {

/// Whether a file may ask for so much work: one that asks for more was made to do harm.
bool isBearable(std::uint32_t passes, std::uint32_t memory_KiB);

/// Fills `key` with what Argon2id makes of a passphrase and `salt`, which has the 16 bytes that it needs. Takes long
/// and much memory, as it should: for a worker thread. Errors: Io (there is not enough memory).
/// Source: libsodium 1.0.18, "The pwhash* API".
Result<void> stretch(std::span<unsigned char> key, const Secret& passphrase, std::span<const unsigned char> salt, std::uint32_t passes, std::uint32_t memory_KiB);

} // namespace gateway::secrets
