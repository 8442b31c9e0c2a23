#pragma once

#include "sealed_stream.h"

#include <sodium.h>

#include <array>
#include <string>
#include <string_view>

namespace gateway::host {

/// The header of an encrypted file, little endian:
///
///     16  "signalbox-backup"
///      4  version of the format, 1
///      4  passes of Argon2id          4  its memory, KiB          16  its salt
///     24  header of the stream
///     32  proof that the passphrase is right: keyed BLAKE2b of everything before it
///     16  BLAKE2b of everything before it, so that damage is not mistaken for a wrong passphrase
///
/// The stream key and the proof key are both derived from the output of Argon2id.
/// Source: libsodium 1.0.18, "The pwhash* API", "Key derivation", "Encrypted streams".
struct SealedHeader {
    static constexpr std::string_view kMagic = "signalbox-backup";
    static constexpr std::uint32_t kVersion = 1;
    static constexpr std::size_t kBytes = 16 + 4 + 4 + 4 + crypto_pwhash_SALTBYTES
                                          + crypto_secretstream_xchacha20poly1305_HEADERBYTES + 32 + 16;

    SealCost cost;
    std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> stream{};

    /// Serialises the header.
    std::string toBytes(const unsigned char* proofKey) const;
    /// Checks everything except the passphrase. Errors: see `SealedReader`.
    static Result<SealedHeader> parse(std::string_view bytes);
    /// Whether the proof in `bytes`, a parsed header, was made with this key.
    static bool isProven(std::string_view bytes, const unsigned char* proofKey);
};

/// The keys derived from a passphrase; wiped on destruction.
struct SealKeys {
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES> stream{};
    std::array<unsigned char, crypto_generichash_KEYBYTES> proof{};

    SealKeys() = default;
    SealKeys(const SealKeys&) = default;
    SealKeys& operator=(const SealKeys&) = delete;
    ~SealKeys();

    /// Takes much time and memory by design. Errors: Io (not enough memory).
    static Result<SealKeys> from(const Secret& passphrase, const SealedHeader& header);
};

} // namespace gateway::host
