#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <cstdint>
#include <span>

namespace gateway::secrets {

/// Whether the cost requested by a file is acceptable: a file with a higher one is malicious.
bool isBearable(std::uint32_t passes, std::uint32_t memory_KiB);

/// Fills `key` with the Argon2id output for a passphrase and `salt`, which has the required 16 bytes. Takes much time
/// and memory by design: for a worker thread. Errors: Io (not enough memory). Source: libsodium 1.0.18, "The pwhash*
/// API".
Result<void> stretch(std::span<unsigned char> key, const Secret& passphrase, std::span<const unsigned char> salt, std::uint32_t passes, std::uint32_t memory_KiB);

} // namespace gateway::secrets
